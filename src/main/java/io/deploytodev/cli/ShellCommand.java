package io.deploytodev.cli;

import io.deploytodev.connection.Whom;
import io.deploytodev.docker.ExecRequest;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.ops.Exec;
import io.deploytodev.ops.OnCall;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code shell}: a shell in a service that runs. */
@Command(
        name = "shell",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Opens a shell in a service that runs there, on this terminal: bash, or sh where there is none.",
            "Ctrl-C goes to the program inside; exit ends it, and its exit code is the one of this program."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev shell api-gateway",
            "  deploy-to-dev shell api-gateway --host staging"
        })
final class ShellCommand extends OnCallVerb {

    @Mixin
    private ContainerOptions container = new ContainerOptions();

    @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
    private String service = "";

    ShellCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    void check() {
        if (!UserTerminal.isThere()) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "A shell needs a terminal.",
                    "Standard input or standard output is a file or a pipe.",
                    "For a script: deploy-to-dev exec " + service + " -- sh -c 'COMMANDS'");
        }
    }

    @Override
    int look(OnCall onCall, Whom whom, PrintStream out) {
        ExecRequest how = container.request(List.of("sh"), environment());
        return onCall.ask(
                served -> new Exec(served, service, container.index()).shell(how, new UserTerminal(environment())));
    }
}
