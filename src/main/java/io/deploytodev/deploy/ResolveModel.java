package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.PortHolder;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.FullDisk;
import io.deploytodev.host.SideBySide;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.StateDirectory;
import io.deploytodev.secret.ProjectSecrets;
import io.deploytodev.secret.Secrets;
import io.deploytodev.serving.HealthAddress;
import io.deploytodev.sync.TreeComparison;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets Compose merge the project's files into one resolved model, once; everything after reads only that. It reads them as
 * they will be after the sync: what is wrong with them is found while the tree is still as it was.
 */
final class ResolveModel implements Step<ResolvedProject> {

    private final Ref<Connection> connection;
    private final Ref<Begun> begun;
    private final Ref<TreeComparison> compared;
    private final DeployRequest request;
    private final Secrets secrets;
    private final DeployConfig config;
    private final Consumer<ResolvedProject> read;
    private volatile @Nullable StagedProject staged;

    /**
     * @param secrets learns what the variables hold, before Compose quotes any of it
     * @param read hears of the model as soon as it is read, while more is asked of Compose; no hash is known then
     */
    ResolveModel(
            Ref<Connection> connection,
            Ref<Begun> begun,
            Ref<TreeComparison> compared,
            DeployRequest request,
            Secrets secrets,
            Consumer<ResolvedProject> read) {
        this.read = read;
        this.secrets = secrets;
        this.begun = begun;
        this.compared = compared;
        this.connection = connection;
        this.request = request;
        this.config = request.config();
    }

    /** The project and what it was resolved with, once this step has run. */
    StagedProject staged() {
        return Objects.requireNonNull(staged, "the model is not resolved yet");
    }

    @Override
    public StepResult<ResolvedProject> run(StepScope scope) {
        Connection c = connection.get();
        StateDirectory directory = c.directory();
        EnvironmentFile environment = EnvironmentFile.of(request, c);
        secrets.spare(List.of(config.project(), c.host().name()));
        String variables = environment.content().get();
        secrets.learnFile(variables);
        UnreadableModel unreadable = new UnreadableModel(config, request.host(), environment, directory.source());
        ComposeWarnings warnings =
                new ComposeWarnings(variables, environment.description(), unreadable.leftBehind(), scope::notice);
        Staging staging = Staging.of(request, c, environment, compared.get());
        try {
            ComposeModel merged = staging.read(warnings);
            OddNames.refuse(merged);
            ComposeModel model = MountedFiles.labelled(merged.ordered(), environment, c.host(), compared.get());
            KnownProfiles.check(staging.tree(), staging.project(), request.profiles(), scope::notice);
            secrets.spare(model.services().keySet());
            ProjectSecrets.teach(
                    secrets,
                    model,
                    variables,
                    c.host(),
                    directory.source(),
                    request.sync() ? Optional.of(config.source().root()) : Optional.empty());
            Set<String> infrastructure = NamedServices.infrastructure(config, model);
            checkHealthAddress(model, infrastructure);
            Lookalike.of(
                            model.services().keySet(),
                            config.compose().files(),
                            begun.get().others())
                    .ifPresent(other -> scope.notice(other.question(config.project())));
            ResolvedProject early = new ResolvedProject(
                    request.composeProject(directory.source(), environment.path())
                            .resolvedTo(directory.model()),
                    model,
                    Map.of(),
                    infrastructure,
                    request.selection().in(model, infrastructure, config.types()));
            ResolvedProject project;
            try (SideBySide asking = new SideBySide()) {
                var hashes = asking.ask(() -> staging.hashes(model));
                var ports = asking.ask(() -> portsHeld(c, model));
                read.accept(early);
                Set<String> leaving = leaving(c, model, () -> {
                    hashes.get(); // for what is staged serves one command at a time
                    return staging.servicesOfAnyProfile();
                });
                project = early.with(
                        hashes.get(), begun.get().afterAdoption() ? staging.hashes(merged) : Map.of(), leaving);
                new Preflight(c, project, request.build(), compared.get(), ports::get).check();
            }
            staged = new StagedProject(project, staging, environment);
            return StepResult.done(
                    project,
                    model.services().size() + (model.services().size() == 1 ? " service, " : " services, ")
                            + infrastructure.size() + " of them infrastructure");
        } catch (CommandFailed e) {
            if (FullDisk.isBehind(e)) {
                throw e;
            }
            throw unreadable.failure(e, staging.tree(), staging.project());
        }
    }

    private static List<PortHolder> portsHeld(Connection c, ComposeModel model) {
        return model.publishedPorts().isEmpty() ? List.of() : c.engine().publishedPorts();
    }

    /** A deploy of a part removes nothing. */
    private Set<String> leaving(Connection c, ComposeModel model, Supplier<Set<String>> ofAnyProfile) {
        return request.selection().isEverything()
                ? Succession.leaving(c, config.project(), model, ofAnyProfile)
                : Set.of();
    }

    /** Before anything is touched, for at the end it would undo a whole deploy. */
    private void checkHealthAddress(ComposeModel model, Set<String> infrastructure) {
        config.health()
                .ifPresent(health -> HealthAddress.of(
                        health, model, infrastructure, request.host().address()));
    }
}
