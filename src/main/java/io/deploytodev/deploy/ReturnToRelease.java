package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ComposeProject;
import io.deploytodev.docker.ContainerCommands;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.FileCommands;
import io.deploytodev.host.SideBySide;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.plan.Action;
import io.deploytodev.readiness.ServiceReadiness;
import io.deploytodev.release.Release;
import io.deploytodev.release.StateDirectory;
import io.deploytodev.rollout.Recreate;
import io.deploytodev.secret.ProjectSecrets;
import io.deploytodev.secret.Secrets;
import io.deploytodev.serving.InfrastructureGuess;
import io.deploytodev.serving.ReleaseConfig;
import io.deploytodev.serving.ServiceProbes;
import io.deploytodev.sync.TreeSnapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Makes the host what it was when a release served: tree, environment, and every service, not just those that changed
 * since. Builds nothing, runs no one-shot again, and touches no volume: data is not reverted.
 */
final class ReturnToRelease {

    /** What stays on the host alone is not in the release, and is not touched. */
    private static final String RESTORE_ENVIRONMENT = """
            set -eu
            umask "$3"
            [ -f "$1" ] && [ -f "$2" ] || exit 0
            cmp -s -- "$1" "$2" || { cp -- "$1" "$2.new"; mv -f -- "$2.new" "$2"; }
            """;

    private final Connection connection;
    private final Release release;
    private final ComposeModel model;
    private final DeployConfig config;
    private final String variables;
    private final ComposeProject project;
    private final Set<String> infrastructure;

    private ReturnToRelease(
            Connection connection,
            Release release,
            ComposeModel model,
            DeployConfig config,
            Optional<String> variables) {
        StateDirectory directory = connection.directory();
        this.connection = connection;
        this.release = release;
        this.model = model;
        this.config = config;
        this.variables = variables.orElse("");
        this.project = new ComposeProject(
                release.project(),
                directory.source(),
                List.of(directory.releaseModel(release.id())),
                variables.map(kept -> directory.releaseEnvironment(release.id())),
                List.of());
        this.infrastructure = InfrastructureGuess.unlessNamed(config, model);
    }

    /**
     * The way to a release.
     *
     * @return empty when its model is not kept any more
     */
    static Optional<ReturnToRelease> to(Release release, Connection connection, ReleaseConfig configs) {
        String environment = connection.directory().releaseEnvironment(release.id());
        try (SideBySide asking = new SideBySide()) {
            var model = asking.ask(() -> connection.releases().model(release.id()));
            var variables = asking.ask(() -> connection.host().run(FileCommands.read(environment)));
            var config = asking.ask(() -> configs.of(connection, release));
            return model.get()
                    .map(text -> new ReturnToRelease(
                            connection,
                            release,
                            ComposeModel.parse(text).withImages(release.images()),
                            config.get(),
                            variables.get()));
        }
    }

    /** What the release ran. Its environment holds secrets. */
    ComposeModel model() {
        return model;
    }

    /** To be called before anything of the release is run, for its messages may quote what it is configured with. */
    void teach(Secrets secrets) {
        secrets.spare(model.services().keySet());
        String tree = connection.directory().source();
        ProjectSecrets.teach(secrets, model, variables, connection.host(), tree, Optional.empty());
        config.readiness().forEach(rule -> rule.passwords().forEach(word -> secrets.learn(Map.of("PASSWORD", word))));
    }

    /** What the release was made by. */
    DeployConfig config() {
        return config;
    }

    Set<String> infrastructure() {
        return infrastructure;
    }

    /** Brings back the source tree and the environment, which containers see and which the next deploy begins with. */
    TreeSnapshots.Restored restoreFiles() {
        StateDirectory directory = connection.directory();
        TreeSnapshots.Restored restored = release.treeDigest().isEmpty()
                ? new TreeSnapshots.Restored(false, 0, 0)
                : connection.trees().restore(release.treeDigest());
        if (restored.kept()) {
            connection
                    .host()
                    .run(Command.script(
                            RESTORE_ENVIRONMENT,
                            List.of(
                                    directory.releaseEnvironment(release.id()),
                                    directory.environment(),
                                    directory.sharing().umask())));
        }
        return restored;
    }

    /**
     * Whether a container sees files that the tree does not have any more, though nobody replaced any.
     *
     * @param since when the tree became another one than that of the release
     */
    boolean isBehind(Instant since) {
        return !new BootedMeanwhile(connection.host(), connection.directory(), model)
                .among(connection.engine().containers(project.name()), since)
                .isEmpty();
    }

    /**
     * Makes the services those of the release, in waves, and waits for each wave.
     *
     * @param running the release that runs now, for naming what changed
     * @param otherTreeSince since when the tree was not that of the release; empty when it was all the time
     * @param touches told of services before their containers are changed
     * @return what was done, with what was removed left out
     */
    List<Action> converge(
            Optional<Release> running,
            Optional<Instant> otherTreeSince,
            Consumer<List<String>> touches,
            StepScope scope) {
        return raise(lasting(probes()), running, otherTreeSince, touches, () -> removeOthers(touches, scope), scope);
    }

    /**
     * Starts these services as they are in the release, and makes those that are not there; removes nothing.
     *
     * @return what was done
     */
    List<Action> start(Set<String> services, StepScope scope) {
        Set<String> known = new TreeSet<>(services);
        known.retainAll(model.services().keySet());
        return raise(known, Optional.empty(), Optional.empty(), touched -> {}, () -> {}, scope);
    }

    private ServiceProbes probes() {
        return new ServiceProbes(connection, project.name(), model, config.readiness());
    }

    private List<Action> raise(
            Set<String> services,
            Optional<Release> running,
            Optional<Instant> otherTreeSince,
            Consumer<List<String>> touches,
            Runnable beforeTheFirst,
            StepScope scope) {
        Connection c = connection;
        ServiceProbes probes = probes();
        probes.prepare(services);
        Map<String, String> hashes = c.host().run(RememberedHashes.of(c, project, model.toJson()));
        ResolvedProject resolved = new ResolvedProject(
                project, model, hashes, infrastructure, model.services().keySet());
        Recreate recreate = new Recreate(c.host(), c.engine(), project, c.login(), FailureKind.ROLLOUT);
        recreate.removeHalfMade(scope::status);
        ServicePlan plan = new ServicePlan(c, resolved, probes, running, otherTreeSince);
        fetch(plan, plan.decide(services), recreate, scope);
        beforeTheFirst.run();
        StatusLine status = new StatusLine(scope, services.size());
        WaveOfServices waves = new WaveOfServices(recreate, status, scope);
        List<Action> done = new ArrayList<>();
        List<ServiceReadiness> left = new ArrayList<>();
        for (List<String> wave : model.waves(services)) {
            List<Action> actions = plan.decide(wave);
            done.addAll(actions);
            left.addAll(probes.of(
                    wave,
                    infrastructure.containsAll(wave)
                            ? config.timeouts().infrastructure()
                            : config.timeouts().services()));
            // Nobody is kept waiting for what runs as it did: it is asked with those that come after it.
            if (!actions.stream().allMatch(action -> action.kind() == Action.Kind.KEEP)) {
                touches.accept(ServicePlan.changed(actions));
                waves.carryOut(actions, coming -> {}, () -> left);
                left.clear();
            }
        }
        if (!left.isEmpty()) {
            recreate.awaitReady(left, status);
        }
        return done;
    }

    /** An image that is gone must be missed before the first container is replaced. */
    private void fetch(ServicePlan plan, List<Action> actions, Recreate recreate, StepScope scope) {
        Map<String, String> absent = plan.absent(ServicePlan.changed(actions));
        List<String> built = absent.keySet().stream()
                .filter(service -> release.images().containsKey(service)
                        || model.service(service).build().isPresent())
                .toList();
        if (!built.isEmpty()) {
            throw new DeployFailure(
                    FailureKind.ROLLOUT,
                    "The image of " + Names.few(built) + " in release " + release.id() + " is not on "
                            + connection.host().name() + " any more.",
                    "Somebody removed " + absent.get(built.get(0)) + ". Nothing was replaced.",
                    "Return to another release, or check out "
                            + (release.commit().isEmpty() ? "its code" : release.commit()) + " and deploy that.");
        }
        recreate.pull(absent, scope::status);
    }

    /** Everything that goes on to run; a one-shot that ran has done its work, and does not do it again. */
    private Set<String> lasting(ServiceProbes probes) {
        List<ContainerState> containers = connection.engine().containers(project.name());
        Set<String> byHand = release.isAdopted() ? startedByHand() : Set.of();
        Set<String> lasting = new TreeSet<>();
        for (String service : model.services().keySet()) {
            List<ContainerState> own = containers.stream()
                    .filter(container -> container.service().equals(service))
                    .toList();
            boolean done = probes.mayEnd(service)
                    && !own.isEmpty()
                    && own.stream().allMatch(container -> container.hasEnded() && container.exitCode() == 0);
            if (!model.isOneShot(service) && !done && !byHand.contains(service)) {
                lasting.add(service);
            }
        }
        return lasting;
    }

    /** What was adopted and is still the container that somebody started is as good as anything made of its model. */
    private Set<String> startedByHand() {
        Set<String> services = new TreeSet<>();
        connection.engine().composeContainers().stream()
                .filter(container -> container.project().equals(project.name()) && container.running())
                .filter(container -> StateDirectory.thatStarted(container.configFiles(), container.workingDirectory())
                        .isEmpty())
                .forEach(container -> services.add(container.service()));
        return services;
    }

    /** What the release does not have must not stay behind, such as a service that crashes over and over. */
    private void removeOthers(Consumer<List<String>> touches, StepScope scope) {
        List<ComposeContainer> others = Orphans.without(model, connection, project.name()).stream()
                .filter(container -> Orphans.isOurs(container, connection.directory()))
                .toList();
        if (!others.isEmpty()) {
            List<String> services = others.stream()
                    .map(ComposeContainer::service)
                    .distinct()
                    .sorted()
                    .toList();
            touches.accept(services);
            scope.status("removing " + Names.few(services));
            connection
                    .host()
                    .run(ContainerCommands.remove(
                            others.stream().map(ComposeContainer::id).toList()));
        }
    }
}
