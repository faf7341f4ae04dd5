package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ComposeProject;
import io.deploytodev.docker.ContainerCommands;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.plan.Action;
import io.deploytodev.readiness.ReadinessListener;
import io.deploytodev.release.Release;
import io.deploytodev.rollout.Recreate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Brings up the backend, those first that others wait for: the migration, then the services. Undone by going back to
 * the release before.
 */
final class RollOutServices implements Step<List<Action>> {

    private final Ref<Connection> connection;
    private final Ref<ResolvedProject> resolved;
    private final Ref<BuiltImages> images;
    private final Ref<StartInfrastructure.Started> infrastructure;
    private final Ref<Begun> begun;
    private final DeployConfig config;
    private final List<String> touched = new CopyOnWriteArrayList<>();
    private volatile Optional<String> restored = Optional.empty();
    private volatile Optional<String> notRestored = Optional.empty();
    private volatile Optional<DeployFailure> lostLock = Optional.empty();

    RollOutServices(
            Ref<Connection> connection,
            Ref<ResolvedProject> resolved,
            Ref<BuiltImages> images,
            Ref<StartInfrastructure.Started> infrastructure,
            Ref<Begun> begun,
            DeployConfig config) {
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
                        c.directory().sharing(),
                        c.host());
        ServiceProbes probes = new ServiceProbes(c, project.project().name(), project.model(), config.readiness());
        Recreate recreate = new Recreate(c.host(), c.engine(), project.project(), c.login(), FailureKind.ROLLOUT);
        ReadinessListener status = new StatusLine(scope, project.backend().size());
        List<Action> done = new ArrayList<>();
        pullAbsent(new ServicePlan(c, project, probes, begun.get()), project, recreate, scope);
        for (List<String> wave : project.model().waves(project.backend())) {
            ServicePlan plan = new ServicePlan(c, project, probes, begun.get());
            List<Action> actions = plan.decide(wave);
            List<String> changed = ServicePlan.changed(actions);
            touched.addAll(changed);
            recreate.unpause(ServicePlan.paused(actions), scope::status);
            recreate.up(changed, scope::status);
            recreate.awaitReady(probes.of(wave, config.timeouts().services()), status);
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

    @Override
    public void undo(StepScope scope) {
        Optional<Release> previous = begun.get().previous();
        if (touched.isEmpty() || previous.isEmpty()) {
            return;
        }
        Connection c = connection.get();
        String id = previous.get().id();
        try {
            Optional<ComposeModel> model = c.releases().model(id).map(ComposeModel::parse);
            if (model.isEmpty()) {
                scope.notice("The release " + id + " is not kept any more, so " + touched + " stay as they are.");
                return;
            }
            scope.notice("Going back to release " + id + "; this goes on even when it is interrupted.");
            goBack(c, id, model.get(), scope);
            restored = Optional.of(id);
        } catch (RuntimeException e) {
            if (e instanceof DeployFailure failure && failure.kind() == FailureKind.LOCKED) {
                lostLock = Optional.of(failure);
                return;
            }
            notRestored = Optional.of(String.valueOf(e.getMessage()));
            if (!(e instanceof HostUnreachable)) {
                throw e;
            }
        }
    }

    private void goBack(Connection c, String id, ComposeModel model, StepScope scope) {
        List<String> back = touched.stream()
                .filter(service -> model.services().containsKey(service))
                .filter(service -> !model.isOneShot(service))
                .toList();
        ComposeProject project =
                resolved.get().project().resolvedTo(c.directory().releaseModel(id));
        removeNew(c, project.name(), model);
        Recreate recreate = new Recreate(c.host(), c.engine(), project, c.login(), FailureKind.ROLLOUT);
        ReadinessListener status = new StatusLine(scope, back.size());
        recreate.up(back, scope::status);
        recreate.awaitReady(
                new ServiceProbes(c, project.name(), model, config.readiness())
                        .of(back, config.timeouts().services()),
                status);
    }

    /** What the release before did not have must not stay behind, such as a service that crashes over and over. */
    private void removeNew(Connection c, String project, ComposeModel before) {
        List<String> ids = touched.stream()
                .filter(service -> !before.services().containsKey(service))
                .flatMap(service -> c.engine().containers(project, service).stream())
                .map(ContainerState::id)
                .toList();
        if (!ids.isEmpty()) {
            c.host().run(ContainerCommands.remove(ids));
        }
    }

    /** To be told before containers of a service that the new release does not have are removed. */
    void removes(String service) {
        touched.add(service);
    }

    /** The release that serves again after {@link #undo}; empty when there was nothing to go back to. */
    Optional<String> restored() {
        return restored;
    }

    /** Why going back did not work; empty when it did, or was not tried. */
    Optional<String> notRestored() {
        return notRestored;
    }

    /** Set when nothing was put back because somebody else may be at work by now. */
    Optional<DeployFailure> lostLock() {
        return lostLock;
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

    /** The services whose containers were changed. */
    List<String> touched() {
        return List.copyOf(touched);
    }
}
