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

/** What is to be done about the infrastructure. */
final class InfrastructureOutlook {

    private final Ref<Connection> connection;
    private final Ref<Begun> begun;
    private final DeployConfig config;
    private final EarlySurvey survey;
    private final Ahead<Found> ahead = new Ahead<>();

    InfrastructureOutlook(Ref<Connection> connection, Ref<Begun> begun, DeployConfig config, EarlySurvey survey) {
        this.survey = survey;
        this.connection = connection;
        this.begun = begun;
        this.config = config;
    }

    /**
     * What was found.
     *
     * @param actions for all of it that is needed, as {@code plan} decided
     * @param asked what it answered just now; empty when it was not asked
     */
    record Found(ServiceProbes probes, ServicePlan plan, List<Action> actions, Optional<ReadinessOutcome> asked) {

        /** Whether nothing is to be done, and all of it answered. */
        boolean isReady() {
            return asked.filter(outcome -> outcome instanceof ReadinessOutcome.AllReady)
                    .isPresent();
        }

        /** Whether one of them gave an answer that no patience changes: to ask again would be one more failed login. */
        boolean isHopeless() {
            return asked.filter(outcome -> outcome instanceof ReadinessOutcome.Failed failed
                            && failed.cause() == ReadinessOutcome.Cause.NEVER)
                    .isPresent();
        }
    }

    /**
     * Begins to load what it takes to ask it.
     *
     * @param early the project before its hashes are known
     */
    void prepare(ResolvedProject early) {
        probes(early).prepare(early.neededInfrastructure());
    }

    /**
     * Begins to ask it, if nothing is to be done. Not sooner: with a password that changed it would be a login that fails, of
     * which a server takes few. Checks of the user's own may take long, and are not begun twice.
     */
    void ask(ResolvedProject project) {
        Set<String> needed = project.neededInfrastructure();
        if (!needed.isEmpty() && needed.stream().noneMatch(probes(project)::hasChecks)) {
            ahead.begin(() -> {
                Found found = find(project, survey.fresh());
                return new Found(
                        found.probes(),
                        found.plan(),
                        found.actions(),
                        found.plan().ask(found.actions()));
            });
        }
    }

    void stop() {
        ahead.stop();
    }

    /** @param isAsRead whether the project's images are those that it had when it was read */
    Found of(ResolvedProject project, boolean isAsRead) {
        return ahead.fresh().filter(known -> isAsRead).orElseGet(() -> find(project, Optional.empty()));
    }

    private Found find(ResolvedProject project, Optional<Survey> seen) {
        ServiceProbes probes = probes(project);
        ServicePlan plan = plan(project, probes);
        Set<String> needed = project.neededInfrastructure();
        return new Found(
                probes, plan, plan.decide(needed, seen.orElseGet(() -> plan.survey(needed))), Optional.empty());
    }

    private ServicePlan plan(ResolvedProject project, ServiceProbes probes) {
        return new ServicePlan(
                connection.get(),
                project,
                probes,
                begun.get().previous(),
                begun.get().otherTreeSince());
    }

    private ServiceProbes probes(ResolvedProject project) {
        return new ServiceProbes(connection.get(), project.project().name(), project.model(), config.readiness());
    }
}
