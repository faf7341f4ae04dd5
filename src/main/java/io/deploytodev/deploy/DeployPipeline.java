package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.Environment;
import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.sync.SourceTree;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The story of a deploy. */
public final class DeployPipeline {

    private final DeployRequest request;
    private final SshAccess access;
    private final Secrets secrets = new Secrets();
    private final EventSink events;
    private final Clock clock;

    public DeployPipeline(DeployRequest request, SshAccess access, EventSink events, Clock clock) {
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
        SourceTree source =
                new SourceTree(config.source().root(), config.source().ignore(), secretFiles());
        config.readiness().forEach(rule -> rule.passwords().forEach(word -> secrets.learn(Map.of("PASSWORD", word))));
        Pipeline story = new Pipeline();

        var scanned = story.add("source", new ScanSource(source, request));
        var login = story.add(
                "connect",
                new Connect(
                        access,
                        request.host(),
                        config.project(),
                        config.timeouts().connection()));
        var connection = story.add("lock", new TakeLock(login, request.who() + ", deploy"), login);
        var begun = story.add("begin", new BeginRelease(connection, scanned, config.project()), connection, scanned);
        var tree = story.add("sync", new SyncSource(connection, scanned, source, request.sync()), begun);
        var model = story.add("model", new ResolveModel(connection, begun, request, secrets), tree);
        var images =
                story.add("image", new BuildImages(connection, model, tree, begun, request.build(), source), model);
        var infrastructure = story.add(
                "infrastructure", new StartInfrastructure(connection, model, tree, begun, request, source), model);
        var rollOut = new RollOutServices(connection, model, images, infrastructure, begun, config);
        var services = story.add("services", rollOut, images, infrastructure);
        var health = story.add("health", new VerifyHealth(config, model, this::hostAddress), services);
        var orphans = story.add("orphans", new RemoveOrphans(connection, model, request, rollOut), health);
        story.add(
                "record",
                new RecordRelease(
                        connection,
                        begun,
                        scanned,
                        tree,
                        model,
                        images,
                        infrastructure,
                        request.who(),
                        config.project(),
                        story),
                orphans);

        Instant start = clock.instant();
        events.accept(new DeployEvent.RunStarted(
                start, "deploy", config.project(), request.host().name(), story.names()));
        List<Ref<? extends AutoCloseable>> open = List.of(connection, login);
        try {
            story.run(events, clock);
            events.accept(new Summary(request, story.timings())
                    .success(
                            begun.get(),
                            HealthAddress.all(request.config(), model.get(), hostAddress()),
                            rollOut.toFollow(),
                            clock.instant(),
                            Duration.between(start, clock.instant())));
        } catch (RuntimeException e) {
            DeployFailure failure =
                    secrets.mask(new Aftermath(request, begun.ifPresent(), rollOut, left(connection)).of(e));
            events.accept(failed(failure, start));
            throw failure;
        } finally {
            closeAll(open);
        }
    }

    private static List<String> left(Ref<Connection> connection) {
        return connection.ifPresent().map(held -> held.jobs().left()).orElse(List.of());
    }

    private DeployEvent failed(DeployFailure failure, Instant start) {
        return new DeployEvent.RunFailed(
                clock.instant(),
                failure.kind().id(),
                failure.kind().exitCode(),
                failure.what(),
                failure.why(),
                failure.next(),
                failure.evidence(),
                Duration.between(start, clock.instant()));
    }

    private String hostAddress() {
        return access.target(request.host()).address();
    }

    /** What must not travel, should it lie in the tree. */
    private List<Path> secretFiles() {
        List<Path> files = new ArrayList<>(request.host().identities());
        Stream.of(request.host().environment(), request.config().compose().environment())
                .flatMap(Optional::stream)
                .filter(Environment.OnWorkstation.class::isInstance)
                .forEach(here -> files.add(((Environment.OnWorkstation) here).file()));
        return files;
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
