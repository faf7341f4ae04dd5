package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.plan.Action;
import io.deploytodev.readiness.ReadinessListener;
import io.deploytodev.rollout.Recreate;
import java.util.ArrayList;
import java.util.List;

/** Starts what the backend stands on, beside the build, and waits until each part really answers. */
final class StartInfrastructure implements Step<List<Action>> {

    private final Ref<Connection> connection;
    private final Ref<ResolvedProject> resolved;
    private final DeployConfig config;

    StartInfrastructure(Ref<Connection> connection, Ref<ResolvedProject> resolved, DeployConfig config) {
        this.connection = connection;
        this.resolved = resolved;
        this.config = config;
    }

    @Override
    public StepResult<List<Action>> run(StepScope scope) {
        ResolvedProject project = resolved.get();
        if (project.infrastructure().isEmpty()) {
            return StepResult.unchanged(List.of(), "the configuration names none");
        }
        Connection c = connection.get();
        ServiceProbes probes = new ServiceProbes(c, project.project().name(), project.model(), config.readiness());
        ReadinessListener status = new StatusLine(scope);
        List<Action> done = new ArrayList<>();
        Recreate recreate = new Recreate(c.host(), c.engine(), project.project(), FailureKind.INFRASTRUCTURE);
        for (List<String> wave : project.model().waves(project.infrastructure())) {
            List<Action> actions = new ServicePlan(c, project).decide(wave);
            new StoredCredentials(c, project, probes).check(actions);
            recreate.up(ServicePlan.changed(actions), scope::status);
            recreate.awaitReady(probes.of(wave, config.timeouts().infrastructure()), status);
            done.addAll(actions);
        }
        return result(done);
    }

    private static StepResult<List<Action>> result(List<Action> actions) {
        List<String> changed = ServicePlan.changed(actions);
        String names = String.join(", ", actions.stream().map(Action::service).toList());
        return changed.isEmpty()
                ? StepResult.unchanged(actions, names + " ready as they were")
                : StepResult.done(actions, names + " ready");
    }
}
