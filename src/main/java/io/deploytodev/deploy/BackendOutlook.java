package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.Survey;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.plan.Action;
import io.deploytodev.readiness.ReadinessOutcome;
import io.deploytodev.serving.ServiceProbes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is to be done about the backend. Where no image is built it is known before the infrastructure is ready, so it is
 * found out beside that wait.
 */
final class BackendOutlook {

    private final Ref<Connection> connection;
    private final Ref<ResolvedProject> resolved;
    private final Ref<Begun> begun;
    private final DeployConfig config;
    private final EarlySurvey survey;
    private final boolean isAhead;
    private final Ahead<Found> ahead = new Ahead<>();

    /** @param isAhead whether nobody but this run may change something before the services' turn */
    BackendOutlook(
            Ref<Connection> connection,
            Ref<ResolvedProject> resolved,
            Ref<Begun> begun,
            DeployConfig config,
            EarlySurvey survey,
            boolean isAhead) {
        this.survey = survey;
        this.connection = connection;
        this.resolved = resolved;
        this.begun = begun;
        this.config = config;
        this.isAhead = isAhead;
    }

    /**
     * What was found.
     *
     * @param project as it is to run
     * @param actions for all of its backend, as {@code plan} decided
     * @param isReady whether nothing is to be done, and all of it answered just now
     */
    record Found(
            ResolvedProject project, ServiceProbes probes, ServicePlan plan, List<Action> actions, boolean isReady) {}

    /** To be called when the images are known. */
    void look(BuiltImages images) {
        if (isAhead && !images.anyBuilt()) {
            ahead.look(() -> {
                Found found = find(images, survey::fresh);
                // Beside the look at the infrastructure; who is not ready then is waited for in the step's turn.
                return new Found(
                        found.project(),
                        found.probes(),
                        found.plan(),
                        found.actions(),
                        found.plan().ask(found.actions()).orElse(null) instanceof ReadinessOutcome.AllReady);
            });
        }
    }

    /** What is to be done now that the infrastructure is ready. */
    Found of(BuiltImages images, StartInfrastructure.Started infrastructure) {
        boolean isUntouched = infrastructure.images().references().isEmpty()
                && ServicePlan.changed(infrastructure.actions()).isEmpty();
        return ahead.fresh()
                .filter(known -> isUntouched)
                .orElseGet(() -> find(infrastructure.images().and(images), Optional::empty));
    }

    private Found find(BuiltImages images, Supplier<Optional<Survey>> early) {
        Connection c = connection.get();
        ResolvedProject project = resolved.get()
                .running(images, c.directory().releaseModel(begun.get().releaseId()), c);
        ServiceProbes probes = new ServiceProbes(c, project.project().name(), project.model(), config.readiness());
        Set<String> services = project.backend();
        Optional<Survey> seen = early.get();
        ServicePlan plan = new ServicePlan(
                c, project, probes, begun.get().previous(), begun.get().otherTreeSince(), images.ids());
        List<Action> actions = plan.decide(
                services, seen.filter(known -> plan.isToldBy(known, services)).orElseGet(() -> plan.survey(services)));
        return new Found(project, probes, plan, actions, false);
    }
}
