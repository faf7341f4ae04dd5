package io.deploytodev.cli;

import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.OwnSsh;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ssh}: the dev host itself, by the user's own ssh. */
@Command(
        name = "ssh",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        customSynopsis = "deploy-to-dev ssh [OPTIONS] [--] [CMD [ARG...]]",
        description = {
            "Logs in to the dev host, where the project's source lies: with this machine's own ssh, and so with its",
            "agent, configuration and connections. With a command, runs that there; a command of one word is a line",
            "for the shell. The exit code is that of ssh: of the command, or 255."
        },
        footer = {"", "Examples:", "  deploy-to-dev ssh", "  deploy-to-dev ssh -- docker ps"})
final class SshCommand implements Callable<Integer>, FailureReporter.Reporting {

    private static final String USUAL_BASE = ".deploy-to-dev";

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Option(
            names = {"-T", "--no-tty"},
            description = "Ask for no terminal there.")
    private boolean noTerminal;

    @Option(names = OutputOptions.JSON, description = "Tell a failure of this program as JSON (docs/events.md).")
    private boolean json;

    @Option(names = "--debug", description = "With a failure, show the stack trace.")
    private boolean debug;

    @Parameters(arity = "0..*", paramLabel = "CMD", description = "The program, and what it is told.")
    private List<String> words = new ArrayList<>();

    private final Map<String, String> environment;

    SshCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        Whom whom = options.whom(environment, Path.of(System.getProperty("user.home")));
        List<String> command = !words.isEmpty() && words.get(0).equals("--") ? words.subList(1, words.size()) : words;
        boolean terminal = !noTerminal && UserTerminal.isThere();
        try {
            return OwnSsh.run(OwnSsh.argv(SshAccess.login(whom.host()), source(whom), command, terminal));
        } catch (IOException e) {
            throw new DeployFailure(
                    FailureKind.CONNECT,
                    "ssh cannot be started.",
                    String.valueOf(e.getMessage()),
                    "Install OpenSSH's client. All other verbs, shell and exec too, do without it.",
                    List.of(),
                    e);
        }
    }

    /** Where the source of the project lies, as far as that is known here. */
    private static Optional<String> source(Whom whom) {
        return whom.project()
                .map(project -> whom.host()
                                .state()
                                .orElse(USUAL_BASE)
                                .replaceFirst("^~/", "")
                                .replaceFirst("/+$", "") + "/" + project + "/source");
    }

    @Override
    public boolean isDebug() {
        return debug;
    }

    @Override
    public boolean isJson() {
        return json;
    }
}
