package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.console.Console;
import io.deploytodev.console.Consoles;
import io.deploytodev.deploy.RollbackPipeline;
import io.deploytodev.deploy.RollbackRequest;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollback}: back to a release that served. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Returns to an earlier release: its images, files, environment and configuration.",
            "Builds nothing, and runs no migration; waits for the services and the health address",
            "as a deploy does. Data is not reverted."
        })
final class RollbackCommand implements Callable<Integer>, FailureReporter.Reporting {

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "The release, or how its id begins (default: the last good one before the one that runs).")
    private @Nullable String release;

    @Mixin
    private ConfigOptions options;

    @Mixin
    private OutputOptions output;

    private final Map<String, String> environment;
    private final PrintStream out;
    private boolean begun;

    RollbackCommand(Map<String, String> environment, PrintStream out) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.output = new OutputOptions();
    }

    @Override
    public Integer call() {
        Consoles.Wish wish = output.wish();
        Path home = Path.of(System.getProperty("user.home"));
        DeployConfig config = options.load(environment, home);
        RollbackRequest request = new RollbackRequest(
                config, options.host(config, environment), Caller.name(), Optional.ofNullable(release));
        Consoles.Kind kind = Consoles.choose(wish, Consoles.isTerminal(), environment);
        SshAccess access = ConfigOptions.access(request.host(), environment, home);
        try (Console console = Consoles.open(kind, out, environment)) {
            begun = true;
            new RollbackPipeline(request, access, options.reader(config, environment, home), console, Clock.systemUTC())
                    .run();
        }
        return 0;
    }

    @Override
    public boolean isDebug() {
        return output.isDebug();
    }

    @Override
    public boolean isJson() {
        return output.isJson();
    }

    @Override
    public boolean hasToldItself() {
        return begun;
    }
}
