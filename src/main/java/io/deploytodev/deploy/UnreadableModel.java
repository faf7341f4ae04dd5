package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.docker.ComposeCommands;
import io.deploytodev.docker.ComposeProject;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import java.util.List;
import java.util.Optional;

/** What it means that Compose cannot read a project's files: it stops at the first thing, a user wants to know all. */
final class UnreadableModel {

    private final DeployConfig config;
    private final HostEntry host;
    private final EnvironmentFile environment;
    private final String source;

    /** @param source where the tree lies on the host */
    UnreadableModel(DeployConfig config, HostEntry host, EnvironmentFile environment, String source) {
        this.config = config;
        this.host = host;
        this.environment = environment;
        this.source = source;
    }

    /**
     * What is wrong.
     *
     * @param runner where the project can be asked about
     */
    DeployFailure failure(CommandFailed e, CommandRunner runner, ComposeProject project) {
        List<String> missing = missingVariables(e, runner, project);
        return missing.isEmpty()
                ? MissingEnvFile.in(e, config, source).orElseGet(() -> unreadable(e))
                : withoutVariables(missing, e);
    }

    /** All variables that nobody sets and the files demand; none where Compose complains of something else. */
    List<String> missingVariables(CommandFailed e, CommandRunner runner, ComposeProject project) {
        return e.stderr().contains("required variable") ? environment.without(required(runner, project)) : List.of();
    }

    private DeployFailure withoutVariables(List<String> missing, CommandFailed e) {
        return new DeployFailure(
                FailureKind.CONFIG,
                "The compose files need variables that nobody sets: " + String.join(", ", missing) + ".",
                "They stand in the files as ${NAME:?...}, and " + environment.description() + " does not set them.",
                leftBehind().orElse("Set them in " + environment.description() + "."),
                List.of(),
                e);
    }

    private DeployFailure unreadable(CommandFailed e) {
        List<String> errors = e.lastLines().stream()
                .filter(line -> !line.contains("level=warning"))
                .toList();
        return new DeployFailure(
                FailureKind.CONFIG,
                "Docker Compose cannot read the project's files "
                        + String.join(", ", config.compose().files()) + ".",
                String.join("\n", errors.isEmpty() ? e.lastLines() : errors),
                leftBehind()
                        .filter(hint -> e.stderr().contains("variable"))
                        .orElse("Correct the compose files; variables come from " + environment.description() + "."),
                List.of(),
                e);
    }

    Optional<String> leftBehind() {
        return UnnamedDotEnv.hint(config, host);
    }

    private static List<String> required(CommandRunner runner, ComposeProject project) {
        try {
            return runner.run(ComposeCommands.requiredVariables(project));
        } catch (CommandFailed e) {
            return List.of(); // what Compose said first is all there is to say
        }
    }
}
