package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.host.SshTarget;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.sync.SourceTree;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** The story of a deploy. */
public final class DeployPipeline {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final DeployRequest request;
    private final EventSink events;
    private final Clock clock;

    public DeployPipeline(DeployRequest request, EventSink events, Clock clock) {
        this.request = request;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Deploys.
     *
     * @throws DeployFailure when the host does not serve the new release; what it does serve, the failure says
     */
    public void run() {
        DeployConfig config = request.config();
        SourceTree source = new SourceTree(config.source().root());
        Pipeline story = new Pipeline();

        var scanned = story.add("source", new ScanSource(source, request.sync()));
        var connection = story.add("connect", new Connect(target(request.host()), config.project()));
        var lock = story.add("lock", new TakeLock(connection, request.who() + ", deploy"), connection);
        var begun = story.add("begin", new BeginRelease(connection, lock, scanned), lock, scanned);
        var tree = story.add("sync", new SyncSource(connection, scanned, source, request.sync()), begun);
        var model = story.add("model", new ResolveModel(connection, request), tree);
        var images = story.add("image", new BuildImages(connection, model, tree, begun, request.build()), model);
        var infrastructure =
                story.add("infrastructure", new StartInfrastructure(connection, model, tree, begun, request), model);
        var rollOut = new RollOutServices(connection, lock, model, images, infrastructure, begun, config);
        var services = story.add("services", rollOut, images, infrastructure);
        var health = story.add("health", new VerifyHealth(config, model), services);
        story.add(
                "record",
                new RecordRelease(
                        connection,
                        lock,
                        begun,
                        scanned,
                        tree,
                        model,
                        images,
                        infrastructure,
                        request.who(),
                        config.project(),
                        story),
                health);

        Instant start = clock.instant();
        events.accept(new DeployEvent.RunStarted(
                start, "deploy", config.project(), request.host().name(), story.names()));
        List<Ref<? extends AutoCloseable>> open = List.of(lock, connection);
        try {
            story.run(events, clock);
            events.accept(new Summary(request, story.timings())
                    .success(begun.get(), clock.instant(), Duration.between(start, clock.instant())));
        } catch (RuntimeException e) {
            DeployFailure failure = translate(e, rollOut);
            events.accept(new DeployEvent.RunFailed(
                    clock.instant(), failure.what(), Duration.between(start, clock.instant())));
            throw failure;
        } finally {
            closeAll(open);
        }
    }

    private static SshTarget target(HostEntry host) {
        return new SshTarget(
                host.name(),
                host.address(),
                host.port(),
                host.user(),
                host.identities(),
                host.knownHosts(),
                CONNECT_TIMEOUT);
    }

    private DeployFailure translate(RuntimeException e, RollOutServices rollOut) {
        if (e instanceof DeployFailure failure) {
            return rollOut.restored()
                    .map(release -> rolledBack(failure, release))
                    .orElseGet(() -> rollOut.hasTouchedAnything() ? leftAsItIs(failure) : failure);
        }
        if (e instanceof HostUnreachable) {
            return new DeployFailure(
                    FailureKind.CONNECT,
                    "The connection to " + request.host().name() + " was lost.",
                    String.valueOf(e.getMessage()),
                    "The lock is free within 20 s; deploy again when the host answers.",
                    List.of(),
                    e);
        }
        if (e instanceof CancellationException) {
            String restored = rollOut.restored()
                    .map(release -> "Release " + release + " serves again.")
                    .orElse("");
            return new DeployFailure(
                    FailureKind.INTERRUPTED,
                    "The deploy was stopped.",
                    restored.isEmpty() ? "On your request." : restored,
                    "Deploy again whenever you like.",
                    List.of(),
                    e);
        }
        return new DeployFailure(
                FailureKind.INTERNAL,
                "The deploy failed for a reason that it should know and does not.",
                e.toString(),
                "Run it again with --debug, and report what it prints.",
                List.of(),
                e);
    }

    private static DeployFailure rolledBack(DeployFailure failure, String release) {
        return new DeployFailure(
                FailureKind.ROLLED_BACK,
                failure.what(),
                failure.why() + "\nRelease " + release + " serves again.",
                failure.next(),
                failure.evidence(),
                failure);
    }

    private static DeployFailure leftAsItIs(DeployFailure failure) {
        List<String> evidence = new ArrayList<>(failure.evidence());
        return new DeployFailure(
                failure.kind(),
                failure.what(),
                failure.why()
                        + "\nThere is no earlier release to go back to, so what was started stays for you to look at.",
                failure.next(),
                evidence,
                failure);
    }

    private static void closeAll(List<Ref<? extends AutoCloseable>> open) {
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
