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
import io.deploytodev.readiness.ServiceReadiness;
import io.deploytodev.rollout.Recreate;
import io.deploytodev.serving.ServiceProbes;
import io.deploytodev.sync.SourceTree;
import io.deploytodev.sync.TreeComparison;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Starts what the backend stands on, beside the build, and waits until each part really answers. */
final class StartInfrastructure implements Step<StartInfrastructure.Started> {

    private final Ref<Connection> connection;
    private final Ref<ResolvedProject> resolved;
    private final Ref<TreeComparison> compared;
    private final Ref<Begun> begun;
    private final DeployRequest request;
    private final SourceTree source;
    private final InfrastructureOutlook outlook;
    private final WayBack wayBack;

    StartInfrastructure(
            Ref<Connection> connection,
            Ref<ResolvedProject> resolved,
            Ref<TreeComparison> compared,
            Ref<Begun> begun,
            DeployRequest request,
            SourceTree source,
            InfrastructureOutlook outlook,
            WayBack wayBack) {
        this.outlook = outlook;
        this.wayBack = wayBack;
        this.source = source;
        this.compared = compared;
        this.connection = connection;
        this.resolved = resolved;
        this.begun = begun;
        this.request = request;
    }

    @Override
    public StepResult<Started> run(StepScope scope) {
        if (resolved.get().neededInfrastructure().isEmpty()) {
            return StepResult.unchanged(new Started(List.of(), BuiltImages.NONE), "none is needed");
        }
        Connection c = connection.get();
        BuiltImages images = new ImageBuilder(
                        c,
                        resolved.get(),
                        begun.get(),
                        compared.get().report().treeDigest(),
                        request.build(),
                        source,
                        () -> wayBack.reaches("infrastructure"))
                .imagesOf(resolved.get().neededInfrastructure(), scope);
        boolean isAsRead = images.references().isEmpty();
        ResolvedProject project = isAsRead
                ? resolved.get()
                : resolved.get()
                        .running(images, c.directory().release(begun.get().releaseId()) + "/infrastructure.json", c);
        InfrastructureOutlook.Found found = outlook.of(project, isAsRead);
        return result(new Started(found.isReady() ? found.actions() : converge(c, project, found, scope), images));
    }

    private List<Action> converge(
            Connection c, ResolvedProject project, InfrastructureOutlook.Found found, StepScope scope) {
        DeployConfig config = request.config();
        ServiceProbes probes = found.probes();
        ServicePlan plan = found.plan();
        Recreate recreate =
                new Recreate(c.host(), c.engine(), project.project(), c.login(), FailureKind.INFRASTRUCTURE);
        if (found.isHopeless()) {
            found.asked().ifPresent(recreate::requireReady);
        }
        WaveOfServices waves = new WaveOfServices(
                recreate, new StatusLine(scope, project.neededInfrastructure().size()), scope);
        Set<String> told = new HashSet<>();
        return waves.carryOutAll(
                project.model().waves(project.neededInfrastructure()),
                found.actions(),
                plan,
                new WaveOfServices.Course() {

                    @Override
                    public List<Action> allowed(List<Action> actions) {
                        return actions.stream()
                                .map(action -> spared(action, project, told, scope))
                                .toList();
                    }

                    @Override
                    public void before(List<Action> actions) {
                        List<String> changed = ServicePlan.changed(actions);
                        new StoredCredentials(c, project, probes).check(actions);
                        recreate.pull(plan.absent(changed), scope::status);
                        wayBack.touches("infrastructure", changed);
                    }

                    @Override
                    public void makeWay(List<String> coming) {
                        new Succession(c, project, wayBack).makeWayFor("infrastructure", coming, scope);
                    }

                    @Override
                    public Collection<ServiceReadiness> readiness(List<String> services, List<ContainerState> seen) {
                        return probes.havingSeen(seen)
                                .of(services, config.timeouts().infrastructure());
                    }
                });
    }

    /** @param told the services of which it is known already that they are spared */
    private static Action spared(Action action, ResolvedProject project, Set<String> told, StepScope scope) {
        Action spared = ServicePlan.spared(action, project);
        if (spared.kind() != action.kind() && told.add(action.service())) {
            scope.notice(action.service() + " is left as it is, though " + action.cause() + ": it was not asked for.");
        }
        return spared;
    }

    private static StepResult<Started> result(Started started) {
        String names = Names.few(started.actions().stream().map(Action::service).toList());
        return ServicePlan.changed(started.actions()).isEmpty()
                ? StepResult.unchanged(started, names + " ready as they were")
                : StepResult.done(started, names + " ready");
    }

    /** What was done about the infrastructure, and the images of those parts that the project builds itself. */
    record Started(List<Action> actions, BuiltImages images) {
        Started {
            actions = List.copyOf(actions);
        }
    }
}
