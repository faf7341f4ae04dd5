package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.Environment;
import io.deploytodev.config.Hook.Moment;
import io.deploytodev.connection.AuditTrail;
import io.deploytodev.connection.Connect;
import io.deploytodev.connection.Connection;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.TakeLock;
import io.deploytodev.deploy.ScanSource.Scanned;
import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.release.Release;
import io.deploytodev.sync.SourceTree;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The story of a deploy. */
public final class DeployPipeline {

    private final DeployRequest request;
    private final SshAccess access;
    private final WayBack wayBack;
    private final Secrets secrets;
    private final EventSink events;
    private final Clock clock;

    public DeployPipeline(DeployRequest request, SshAccess access, EventSink events, Clock clock) {
        this(request, access, text -> request.config(), events, clock);
    }

    /** @param reader of the {@code deploy.yml} that a release keeps */
    public DeployPipeline(
            DeployRequest request,
            SshAccess access,
            Function<String, DeployConfig> reader,
            EventSink events,
            Clock clock) {
        this.secrets = Secrets.knownHere(request.config(), request.host(), access.environment());
        this.wayBack = new WayBack(new ReleaseConfig(request.config(), reader), this::hostAddress, secrets);
        this.request = request;
        this.access = access;
        this.events = new MaskedEvents(events, secrets);
        this.clock = clock;
    }

    /**
     * Deploys.
     *
     * @throws DeployFailure when the host does not serve the new release; what it does serve, the failure says
     */
    public void run() {
        DeployConfig config = request.config();
        SourceTree source = source(request);
        Pipeline story = new Pipeline();
        Hooks hooks = new Hooks(config, request.host(), "deploy", request.who());

        // What its hook makes is to be seen by the scan; without one, nothing keeps it waiting.
        boolean prepared = request.sync() && hooks.has(Moment.BEFORE_SYNC);
        ScanSource scan = new ScanSource(source, request);
        Optional<Ref<Scanned>> early = prepared ? Optional.empty() : Optional.of(story.add("source", scan));
        var login = story.add(
                "connect",
                new Connect(
                        access,
                        request.host(),
                        config.project(),
                        config.timeouts().connection()));
        var connection =
                story.add("lock", new TakeLock(login, request.who() + ", deploy", request.lockPatience()), login);
        hooks.reach(connection);
        Ref<Scanned> scanned =
                early.orElseGet(() -> story.add("source", scan, hooks.before(Moment.BEFORE_SYNC, story, connection)));
        var begun = story.add("begin", new BeginRelease(connection, scanned, request, wayBack), connection, scanned);
        var compared = story.add("compare", new CompareTree(connection, scanned, source, request.sync(), true), begun);
        var room = story.add("room", new MakeRoom(connection, begun, compared, request), compared);
        var resolve = new ResolveModel(connection, begun, compared, request, secrets);
        var model = story.add("model", resolve, room);
        var sync = new SyncSource(connection, scanned, compared, resolve::staged, source, request.sync(), wayBack);
        var tree = story.add("sync", sync, model);
        Ref<?>[] synced = request.build() == DeployRequest.Build.NEVER
                ? new Ref<?>[] {tree}
                : hooks.before(Moment.BEFORE_BUILD, story, tree);
        var images = story.add(
                "image", new BuildImages(connection, model, tree, begun, request.build(), source, wayBack), synced);
        var infrastructure = story.add(
                "infrastructure",
                new StartInfrastructure(connection, model, tree, begun, request, source, wayBack),
                synced);
        var rollOut = new RollOutServices(connection, model, images, infrastructure, begun, config, wayBack);
        var services =
                story.add("services", rollOut, hooks.before(Moment.BEFORE_ROLLOUT, story, images, infrastructure));
        var health = story.add("health", new VerifyHealth(config, model, this::hostAddress), services);
        var orphans = story.add("orphans", new RemoveOrphans(connection, model, request, wayBack), health);
        var chronicle =
                new Chronicle(request, story, clock, begun, scanned, tree, model, images, infrastructure, services);
        var record =
                story.add("record", new RecordRelease(connection, begun, model, orphans, request, chronicle), orphans);
        story.add("prune", new PruneReleases(connection, request), record);

        hooks.tell(() -> Hooks.facts(
                record.ifPresent().map(Release::id).or(() -> begun.ifPresent().map(Begun::releaseId)),
                begun.ifPresent().flatMap(Begun::previous).map(Release::id),
                scanned.ifPresent().map(tip -> tip.git().commit()),
                scanned.ifPresent().map(tip -> tip.git().branch()),
                model.ifPresent().flatMap(this::healthUrl)));
        Instant start = clock.instant();
        AuditTrail audit = new AuditTrail(request.who(), "deploy", clock);
        events.accept(new DeployEvent.RunStarted(
                start, "deploy", config.project(), request.host().name(), hooks.steps(story)));
        List<Ref<? extends AutoCloseable>> open = List.of(connection, login);
        try {
            story.run(events, clock);
            Release runs = record.get();
            boolean isNew = runs.id().equals(begun.get().releaseId());
            audit.ended(
                    login,
                    connection,
                    runs.id(),
                    Release.HEALTHY,
                    isNew ? runs.run().inShort() : "nothing changed");
            hooks.afterwards(events, clock);
            events.accept(new Summary(request, story.timings())
                    .success(
                            runs.id(),
                            HealthAddress.all(request.config(), model.get(), hostAddress()),
                            rollOut.toFollow(),
                            clock.instant(),
                            Duration.between(start, clock.instant())));
        } catch (RuntimeException e) {
            DeployFailure failure = secrets.mask(new Aftermath(
                            "deploy",
                            request.host().name(),
                            begun.ifPresent().flatMap(Begun::previous),
                            wayBack,
                            left(connection))
                    .of(e));
            note(connection, begun, chronicle, failure, wayBack);
            audit.ended(
                    login,
                    connection,
                    begun.ifPresent().map(Begun::releaseId).orElse(""),
                    failure.kind().id(),
                    failure.what());
            hooks.afterFailure(failure, events, clock);
            events.accept(failed(failure, clock.instant(), start));
            throw failure;
        } finally {
            closeAll(open);
        }
    }

    static List<String> left(Ref<Connection> connection) {
        return connection.ifPresent().map(held -> held.jobs().left()).orElse(List.of());
    }

    /** Whoever asks later what happened is to find failed deploys too; one that lost its lock leaves no more traces. */
    private static void note(
            Ref<Connection> connection, Ref<Begun> begun, Chronicle chronicle, DeployFailure failure, WayBack wayBack) {
        if (begun.ifPresent().isEmpty()
                || failure.kind() == FailureKind.LOCKED
                || failure.kind() == FailureKind.CONNECT) {
            return;
        }
        try {
            Release told = chronicle.tell(failure.kind().id(), failure.what());
            if (wayBack.isSettled()) {
                connection.get().releases().noteSettled(told);
            } else {
                connection.get().releases().note(told);
            }
        } catch (RuntimeException e) {
            // The deploy has failed already, and says so; this would not make it clearer.
        }
    }

    static DeployEvent failed(DeployFailure failure, Instant at, Instant start) {
        return new DeployEvent.RunFailed(
                at,
                failure.kind().id(),
                failure.kind().exitCode(),
                failure.what(),
                failure.why(),
                failure.next(),
                failure.evidence(),
                Duration.between(start, at));
    }

    private Optional<String> healthUrl(ResolvedProject project) {
        return Optional.ofNullable(HealthAddress.all(request.config(), project, hostAddress())
                        .get("health"))
                .map(URI::toString);
    }

    private String hostAddress() {
        return access.target(request.host()).address();
    }

    static SourceTree source(DeployRequest request) {
        DeployConfig config = request.config();
        return new SourceTree(config.source().root(), config.source().ignore(), secretFiles(request));
    }

    /** What must not travel, should it lie in the tree. */
    private static List<Path> secretFiles(DeployRequest request) {
        List<Path> files = new ArrayList<>(request.host().identities());
        Stream.of(request.host().environment(), request.config().compose().environment())
                .flatMap(Optional::stream)
                .filter(Environment.OnWorkstation.class::isInstance)
                .forEach(here -> files.add(((Environment.OnWorkstation) here).file()));
        return files;
    }

    static void closeAll(List<Ref<? extends AutoCloseable>> open) {
        for (Ref<? extends AutoCloseable> ref : open) {
            Optional<? extends AutoCloseable> opened = ref.ifPresent();
            try {
                if (opened.isPresent()) {
                    opened.get().close();
                }
            } catch (Exception e) {
                // What was open only led to the host, and the outcome is known.
            }
        }
    }
}
