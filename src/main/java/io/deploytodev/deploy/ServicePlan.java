package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.Survey;
import io.deploytodev.host.SideBySide;
import io.deploytodev.plan.Action;
import io.deploytodev.plan.DesiredService;
import io.deploytodev.plan.Planner;
import io.deploytodev.readiness.ReadinessOutcome;
import io.deploytodev.readiness.ReadinessWait;
import io.deploytodev.readiness.ServiceReadiness;
import io.deploytodev.release.Release;
import io.deploytodev.serving.ServiceProbes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Looks at the host and lets the planner decide about some services of a project. What cannot change under the lock, it asks
 * for once: good for one step.
 */
final class ServicePlan {

    /** Longer than what fills a database, shorter than what serves. */
    private static final Duration ONE_SHOT = Duration.ofMinutes(2);

    private final Connection connection;
    private final ResolvedProject resolved;
    private final ServiceProbes probes;
    private final Optional<Release> running;
    private final Optional<Instant> otherTreeSince;
    private final Map<String, String> known;
    private final Map<String, String> found = new ConcurrentHashMap<>();
    private Survey seen = Survey.NOTHING;
    private boolean isRead;
    private Optional<ComposeModel> before = Optional.empty();

    /**
     * @param running the release that what runs is compared with, where something changed
     * @param otherTreeSince since when the tree on the host was not that of the release which runs; empty when it was all
     *     the time
     */
    ServicePlan(
            Connection connection,
            ResolvedProject resolved,
            ServiceProbes probes,
            Optional<Release> running,
            Optional<Instant> otherTreeSince) {
        this(connection, resolved, probes, running, otherTreeSince, Map.of());
    }

    /** @param known references that the host does not have yet, and the ids of images that will have them */
    ServicePlan(
            Connection connection,
            ResolvedProject resolved,
            ServiceProbes probes,
            Optional<Release> running,
            Optional<Instant> otherTreeSince,
            Map<String, String> known) {
        this.otherTreeSince = otherTreeSince;
        this.known = Map.copyOf(known);
        this.connection = connection;
        this.resolved = resolved;
        this.probes = probes;
        this.running = running;
    }

    /** What the engine has of these services, to decide by. */
    Survey survey(Collection<String> services) {
        return connection.engine().survey(resolved.project().name(), services, unknownImages(services));
    }

    /** Whether an earlier look says of each of their images what it is: one that was named since is in no earlier look. */
    boolean isToldBy(Survey earlier, Collection<String> services) {
        return earlier.imageIds().keySet().containsAll(unknownImages(services));
    }

    List<Action> decide(Collection<String> services) {
        return decide(services, survey(services));
    }

    /** @param survey of these services, of just now */
    List<Action> decide(Collection<String> services, Survey survey) {
        found.putAll(survey.imageIds());
        List<ContainerState> all = survey.containers();
        seen = survey;
        Set<String> behind = behind(all);
        return services.stream()
                .map(service -> decide(
                        service,
                        all.stream()
                                .filter(container -> container.service().equals(service))
                                .toList(),
                        behind))
                .toList();
    }

    /**
     * Asks those services about which nothing is to be done, once. What was decided by is looked at anew beside that: it may
     * be older than what they answer.
     *
     * @return what came of it; empty when something is to be done, or when one look says nothing
     * @throws IllegalStateException when the later look says otherwise, so that the decision is good for nothing
     */
    Optional<ReadinessOutcome> ask(List<Action> actions) {
        if (!changed(actions).isEmpty()) {
            return Optional.empty();
        }
        List<String> services = actions.stream().map(Action::service).toList();
        List<ServiceReadiness> asked = probes.havingSeen(seen.containers()).of(services, Duration.ZERO).stream()
                .map(ServiceReadiness::atOnce)
                .toList();
        if (!asked.stream().allMatch(service -> service.stableFor().isZero())) {
            return Optional.empty();
        }
        try (SideBySide asking = new SideBySide()) {
            var now = asking.ask(() -> survey(services));
            ReadinessOutcome outcome = new ReadinessWait((service, state) -> {}).await(asked);
            if (!changed(decide(services, now.get())).isEmpty()) {
                throw new IllegalStateException("what runs has changed while it was asked");
            }
            return Optional.of(outcome);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** By which it was decided last. */
    Survey seen() {
        return seen;
    }

    private Set<String> behind(List<ContainerState> containers) {
        return otherTreeSince
                .map(since -> new BootedMeanwhile(connection.host(), connection.directory(), resolved.model())
                        .among(containers, since))
                .orElse(Set.of());
    }

    private Action decide(String service, List<ContainerState> containers, Set<String> behind) {
        // One that ran for long was no one-shot: somebody stopped it, or the host was started anew.
        boolean done = probes.mayEnd(service)
                && containers.stream().allMatch(container -> container
                        .lifetime()
                        .filter(lifetime -> lifetime.compareTo(ONE_SHOT) < 0)
                        .isPresent());
        DesiredService desired = desired(service, done);
        return Planner.decide(
                byHand(service, containers).map(desired::withConfigHash).orElse(desired),
                containers,
                behind,
                () -> changedKeys(service));
    }

    /** What Compose calls its definition when it is read as it was by hand, if that is what runs: as good as ours. */
    private Optional<String> byHand(String service, List<ContainerState> containers) {
        return Optional.ofNullable(resolved.hashesByHand().get(service)).filter(hash -> containers.stream()
                .allMatch(container -> container.configHash().equals(hash)));
    }

    private Optional<List<String>> changedKeys(String service) {
        return before().filter(model -> model.services().containsKey(service))
                .map(model -> resolved.model().changesSince(model, service));
    }

    private synchronized Optional<ComposeModel> before() {
        if (!isRead) {
            before = running.filter(release -> !release.isAdopted())
                    .flatMap(release -> connection.releases().model(release.id()))
                    .map(ComposeModel::parse);
            isRead = true;
        }
        return before;
    }

    /** Of these services, those whose image the host does not have yet, with that image. */
    Map<String, String> absent(Collection<String> services) {
        found.putAll(connection.engine().imageIds(unknownImages(services)));
        Map<String, String> images = new TreeMap<>();
        for (String service : services) {
            resolved.model()
                    .service(service)
                    .image()
                    .filter(image -> imageId(image).isEmpty())
                    .ifPresent(image -> images.put(service, image));
        }
        return images;
    }

    private Optional<String> imageId(String reference) {
        return Optional.ofNullable(known.get(reference)).or(() -> Optional.ofNullable(found.get(reference)));
    }

    private Set<String> unknownImages(Collection<String> services) {
        return services.stream()
                .flatMap(service -> resolved.model().service(service).image().stream())
                .filter(reference -> imageId(reference).isEmpty())
                .collect(Collectors.toSet());
    }

    /** What was not asked for is started if need be, but never replaced. */
    static Action spared(Action action, ResolvedProject project) {
        return project.selected().contains(action.service()) || action.kind() != Action.Kind.RECREATE
                ? action
                : new Action(action.service(), Action.Kind.KEEP, action.cause() + ", but it was not asked for");
    }

    private DesiredService desired(String service, boolean done) {
        String imageId =
                resolved.model().service(service).image().flatMap(this::imageId).orElse("");
        return new DesiredService(
                service,
                resolved.hashes().getOrDefault(service, ""),
                imageId,
                done || resolved.model().isOneShot(service),
                resolved.model().service(service).replicas());
    }

    /** Those that are paused and else as they should be. */
    static List<String> paused(List<Action> actions) {
        return all(Action.Kind.UNPAUSE, actions);
    }

    /** Those that are as they should be, but see files that are not there any more. */
    static List<String> behindTheirFiles(List<Action> actions) {
        return all(Action.Kind.RESTART, actions);
    }

    private static List<String> all(Action.Kind kind, List<Action> actions) {
        return actions.stream()
                .filter(action -> action.kind() == kind)
                .map(Action::service)
                .toList();
    }

    /** The services that something is to be done about, in the order in which they were asked for. */
    static List<String> changed(List<Action> actions) {
        return actions.stream()
                .filter(Action::changesSomething)
                .map(Action::service)
                .toList();
    }
}
