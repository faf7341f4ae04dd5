package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.Survey;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.plan.Action;
import io.deploytodev.readiness.ServiceReadiness;
import io.deploytodev.rollout.Recreate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings up the backend, those first that others wait for: the migration, then the services. */
final class RollOutServices implements Step<List<Action>> {

    private final Ref<Connection> connection;
    private final Ref<ResolvedProject> resolved;
    private final Ref<BuiltImages> images;
    private final Ref<StartInfrastructure.Started> infrastructure;
    private final BackendOutlook outlook;
    private final DeployConfig config;
    private final WayBack wayBack;

    /** What was seen of the project, where all of it is as it was. */
    private volatile Optional<Survey> unchanged = Optional.empty();

    RollOutServices(
            Ref<Connection> connection,
            Ref<ResolvedProject> resolved,
            Ref<BuiltImages> images,
            Ref<StartInfrastructure.Started> infrastructure,
            BackendOutlook outlook,
            DeployConfig config,
            WayBack wayBack) {
        this.wayBack = wayBack;
        this.connection = connection;
        this.resolved = resolved;
        this.images = images;
        this.infrastructure = infrastructure;
        this.outlook = outlook;
        this.config = config;
    }

    @Override
    public StepResult<List<Action>> run(StepScope scope) {
        Connection c = connection.get();
        BackendOutlook.Found found = outlook.of(images.get(), infrastructure.get());
        if (found.isReady()) {
            unchanged = Optional.of(found.plan().seen());
            return asTheyWere(found.actions());
        }
        ResolvedProject project = found.project();
        ServicePlan plan = found.plan();
        Recreate recreate = new Recreate(c.host(), c.engine(), project.project(), c.login(), FailureKind.ROLLOUT);
        WaveOfServices waves = new WaveOfServices(
                recreate, new StatusLine(scope, project.backend().size()), scope);
        List<Action> foreseen = pulled(found, recreate, scope);
        List<Action> done = waves.carryOutAll(
                project.model().waves(project.backend()), foreseen, plan, new WaveOfServices.Course() {

                    @Override
                    public List<Action> allowed(List<Action> actions) {
                        return actions;
                    }

                    @Override
                    public void before(List<Action> actions) {
                        wayBack.touches("services", ServicePlan.changed(actions));
                    }

                    @Override
                    public void makeWay(List<String> coming) {
                        new Succession(c, project, wayBack).makeWayFor("services", coming, scope);
                    }

                    @Override
                    public Collection<ServiceReadiness> readiness(List<String> services, List<ContainerState> seen) {
                        return found.probes()
                                .havingSeen(seen)
                                .of(services, config.timeouts().services());
                    }
                });
        List<String> changed = ServicePlan.changed(done);
        unchanged = Optional.of(plan.seen()).filter(survey -> changed.isEmpty());
        return changed.isEmpty() ? asTheyWere(done) : StepResult.done(done, Names.few(changed) + " ready");
    }

    private static StepResult<List<Action>> asTheyWere(List<Action> actions) {
        return StepResult.unchanged(actions, "all " + actions.size() + " run as they should");
    }

    /**
     * What is to be done, with all images at hand: before the first service is replaced, for that of the last one may be the
     * one that cannot be had.
     */
    private static List<Action> pulled(BackendOutlook.Found found, Recreate recreate, StepScope scope) {
        Map<String, String> absent = found.plan().absent(ServicePlan.changed(found.actions()));
        if (absent.isEmpty()) {
            return found.actions();
        }
        recreate.pull(absent, scope::status);
        return found.plan().decide(found.project().backend());
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
            return order.isEmpty() ? Optional.empty() : name(project.project().name(), order.get(order.size() - 1));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private Optional<String> name(String project, String service) {
        return listed().stream()
                .filter(container -> container.project().equals(project)
                        && container.service().equals(service))
                .map(ComposeContainer::name)
                .sorted()
                .findFirst();
    }

    /** The containers of the project as they are now; others may be among them. */
    List<ComposeContainer> listed() {
        return unchanged
                .map(Survey::listed)
                .orElseGet(() -> connection.get().engine().composeContainers());
    }
}
