package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.plan.Action;
import io.deploytodev.rollout.Recreate;
import io.deploytodev.serving.ServiceProbes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings up the backend, those first that others wait for: the migration, then the services. */
final class RollOutServices implements Step<List<Action>> {

    private final Ref<Connection> connection;
    private final Ref<ResolvedProject> resolved;
    private final Ref<BuiltImages> images;
    private final Ref<StartInfrastructure.Started> infrastructure;
    private final Ref<Begun> begun;
    private final DeployConfig config;
    private final WayBack wayBack;

    RollOutServices(
            Ref<Connection> connection,
            Ref<ResolvedProject> resolved,
            Ref<BuiltImages> images,
            Ref<StartInfrastructure.Started> infrastructure,
            Ref<Begun> begun,
            DeployConfig config,
            WayBack wayBack) {
        this.wayBack = wayBack;
        this.connection = connection;
        this.resolved = resolved;
        this.images = images;
        this.infrastructure = infrastructure;
        this.begun = begun;
        this.config = config;
    }

    @Override
    public StepResult<List<Action>> run(StepScope scope) {
        Connection c = connection.get();
        ResolvedProject project = resolved.get()
                .running(
                        infrastructure.get().images().and(images.get()),
                        c.directory().releaseModel(begun.get().releaseId()),
                        c);
        ServiceProbes probes = new ServiceProbes(c, project.project().name(), project.model(), config.readiness());
        Recreate recreate = new Recreate(c.host(), c.engine(), project.project(), c.login(), FailureKind.ROLLOUT);
        recreate.removeHalfMade(scope::status);
        WaveOfServices waves = new WaveOfServices(
                recreate, new StatusLine(scope, project.backend().size()), scope);
        List<Action> done = new ArrayList<>();
        ServicePlan plan = new ServicePlan(
                c, project, probes, begun.get().previous(), begun.get().otherTreeSince());
        pullAbsent(plan, project, recreate, scope);
        for (List<String> wave : project.model().waves(project.backend())) {
            List<Action> actions = plan.decide(wave);
            wayBack.touches("services", ServicePlan.changed(actions));
            waves.carryOut(
                    actions,
                    coming -> new Succession(c, project, wayBack).makeWayFor("services", coming, scope),
                    () -> probes.of(wave, config.timeouts().services()));
            done.addAll(actions);
        }
        List<String> changed = ServicePlan.changed(done);
        return changed.isEmpty()
                ? StepResult.unchanged(done, "all " + done.size() + " run as they should")
                : StepResult.done(done, Names.few(changed) + " ready");
    }

    /** Before the first service is replaced: the image of the last one may be the one that cannot be had. */
    private static void pullAbsent(ServicePlan plan, ResolvedProject project, Recreate recreate, StepScope scope) {
        Map<String, String> absent = plan.absent(project.backend());
        if (!absent.isEmpty()) {
            absent.keySet().retainAll(ServicePlan.changed(plan.decide(absent.keySet())));
            recreate.pull(absent, scope::status);
        }
    }

    /**
     * The container whose log says most of the project: of the service that others stand before, which is started last.
     * Empty when none runs, or when the host does not say: nobody's deploy fails for that.
     */
    Optional<String> toFollow() {
        try {
            ResolvedProject project = resolved.get();
            List<String> order = project.model().waves(project.backend()).stream()
                    .flatMap(List::stream)
                    .filter(service -> !project.model().isOneShot(service))
                    .toList();
            return order.isEmpty()
                    ? Optional.empty()
                    : connection
                            .get()
                            .engine()
                            .containers(project.project().name(), order.get(order.size() - 1))
                            .stream()
                            .map(ContainerState::name)
                            .sorted()
                            .findFirst();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
