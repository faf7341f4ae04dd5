package io.deploytodev.cli;

import io.deploytodev.config.ConfigLoader;
import io.deploytodev.failure.DeployFailure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code candidates}: what the completion scripts ask for when a name may stand there; never an error, never a server. */
@Command(
        name = "candidates",
        hidden = true,
        description = "Prints the names that may stand for hosts, services, types or profiles, a line for each.")
final class CandidatesCommand implements Callable<Integer> {

    /** What else a name may hold, bash would expand when it completes: a stranger's file must not run anything. */
    private static final Predicate<String> HARMLESS =
            Pattern.compile("[A-Za-z0-9_.@-]+").asMatchPredicate();

    @Parameters(paramLabel = "KIND", description = "hosts, services, types or profiles.")
    private String kind = "";

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration.")
    private @Nullable String config;

    @Spec
    private CommandSpec spec;

    private final Map<String, String> environment;

    CandidatesCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        Path home = Path.of(System.getProperty("user.home"));
        var out = spec.commandLine().getOut();
        Completable.named(kind).ifPresent(known -> new OfflineNames(file(home), home, environment)
                .of(known).stream().filter(HARMLESS).forEach(out::println));
        out.flush();
        return 0;
    }

    private Optional<Path> file(Path home) {
        String named = config == null ? environment.getOrDefault(ConfigOptions.CONFIG_VARIABLE, "") : config;
        try {
            if (named.isEmpty()) {
                return Optional.of(ConfigLoader.nearest(Path.of("")));
            }
            // What stands on the command line has not been through the shell yet.
            return Optional.of(named.startsWith("~/") ? home.resolve(named.substring(2)) : Path.of(named));
        } catch (DeployFailure | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
