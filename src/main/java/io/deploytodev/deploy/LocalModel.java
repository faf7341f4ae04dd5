package io.deploytodev.deploy;

import io.deploytodev.checks.OwnRule;
import io.deploytodev.docker.ComposeCommands;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ComposeProject;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.LocalHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a project's compose files with the Compose of this machine, if it has one: when the host cannot be asked. */
final class LocalModel {

    private final DeployRequest request;
    private final OwnRules rules;

    LocalModel(DeployRequest request, OwnRules rules) {
        this.request = request;
        this.rules = rules;
    }

    Optional<ComposeModel> read() {
        Path root = request.config().source().root();
        Optional<EnvironmentFile> environment = EnvironmentFile.here(request);
        if (environment.isEmpty() || !Files.isDirectory(root) || rules.refuses(OwnRule.WORKSTATION_FILES)) {
            return Optional.empty();
        }
        LocalHost here = new LocalHost(root);
        ComposeProject project =
                request.composeProject(root.toString(), environment.get().path());
        try {
            here.run(Command.of(List.of("docker", "compose", "version")));
        } catch (CommandFailed e) {
            return Optional.empty(); // there is no Compose here
        }
        try {
            ComposeModel model = here.run(ComposeCommands.config(project));
            rules.content(OwnRule.COMPOSE_FILES);
            rules.content(OwnRule.VARIABLES);
            rules.content(OwnRule.ENV_FILES);
            return Optional.of(model);
        } catch (CommandFailed e) {
            UnreadableModel unreadable =
                    new UnreadableModel(request.config(), request.host(), environment.get(), root.toString());
            OwnRule rule = !unreadable.missingVariables(e, here, project).isEmpty()
                    ? OwnRule.VARIABLES
                    : MissingEnvFile.place(e).isPresent() ? OwnRule.ENV_FILES : OwnRule.COMPOSE_FILES;
            rules.refuse(rule, unreadable.failure(e, here, project));
            return Optional.empty();
        }
    }
}
