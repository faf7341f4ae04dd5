package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.docker.ComposeCommands;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ComposeProject;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.FileCommands;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Lets Compose merge the project's files into one resolved model, once; everything after reads only that. */
final class ResolveModel implements Step<ResolvedProject> {

    private final Ref<Connection> connection;
    private final DeployConfig config;

    ResolveModel(Ref<Connection> connection, DeployConfig config) {
        this.connection = connection;
        this.config = config;
    }

    @Override
    public StepResult<ResolvedProject> run(StepScope scope) {
        Connection c = connection.get();
        StateDirectory directory = c.directory();
        Optional<String> environment = config.compose().envFile().map(ResolveModel::readEnvironment);
        ComposeProject source = new ComposeProject(
                config.project(),
                directory.source(),
                config.compose().files().stream()
                        .map(file -> directory.source() + "/" + file)
                        .toList(),
                environment.map(text -> directory.environment()),
                config.compose().profiles());
        try {
            Command<ComposeModel> read = ComposeCommands.config(source);
            ComposeModel model = c.host()
                    .run(
                            environment
                                    .map(text -> FileCommands.writeThen(directory.environment(), text, read))
                                    .orElse(read),
                            (stream, line) -> warn(line, scope))
                    .ordered();
            Set<String> infrastructure = infrastructure(model);
            ComposeProject resolved = source.resolvedTo(directory.model());
            Map<String, String> hashes = c.host()
                    .run(FileCommands.writeThen(directory.model(), model.toJson(), ComposeCommands.hashes(resolved)));
            return StepResult.done(
                    new ResolvedProject(resolved, model, hashes, infrastructure),
                    model.services().size() + " services, " + infrastructure.size() + " of them infrastructure");
        } catch (CommandFailed e) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    "Docker Compose cannot read the project's files "
                            + config.compose().files() + ".",
                    String.join("\n", e.lastLines()),
                    config.compose()
                            .envFile()
                            .map(file -> "Correct the compose files, or set what is missing in " + file + ".")
                            .orElse("Correct the compose files; variables come from compose.env_file in "
                                    + config.file() + "."),
                    List.of(),
                    e);
        }
    }

    private static String readEnvironment(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    "The environment file " + file + " cannot be read.",
                    "compose.env_file names it, and the services need its variables.",
                    "Create it, for example from the project's .env.example.",
                    List.of(),
                    e);
        }
    }

    /** Compose says on stderr, among other things, which variables nobody set. */
    private static void warn(String line, StepScope scope) {
        if (line.contains("level=warning")) {
            scope.notice(line.replaceFirst(".*msg=", "").replace("\\\"", "'").replace("\"", ""));
        }
    }

    private Set<String> infrastructure(ComposeModel model) {
        Set<String> unknown = new TreeSet<>(config.infrastructure());
        unknown.addAll(config.readiness().keySet());
        unknown.removeAll(model.services().keySet());
        if (!unknown.isEmpty()) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    config.file() + " names services that the compose files do not have: " + String.join(", ", unknown)
                            + ".",
                    "The services are: " + String.join(", ", model.services().keySet()) + ".",
                    "Correct infrastructure and readiness in " + config.file() + ".");
        }
        return Set.copyOf(config.infrastructure());
    }
}
