package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.Hook.Moment;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.deploy.ScanSource.Scanned;
import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.release.Release;
import io.deploytodev.serving.HealthAddress;
import io.deploytodev.sync.SourceTree;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The story of a deploy. */
public final class DeployPipeline {

    private final DeployRequest request;
    private final LockedRun run;

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
        this.request = request;
        this.run =
                new LockedRun("deploy", request.config(), request.host(), request.who(), access, reader, events, clock);
    }

    /**
     * Deploys.
     *
     * @throws DeployFailure when the host does not serve the new release; what it does serve, the failure says
     */
    public void run() {
        DeployConfig config = request.config();
        SourceTree source = request.source();
        Pipeline story = run.story();
        Hooks hooks = run.hooks();
        WayBack wayBack = run.wayBack();

        // What its hook makes is to be seen by the scan; without one, nothing keeps it waiting.
        boolean prepared = request.sync() && hooks.has(Moment.BEFORE_SYNC);
        ScanSource scan = new ScanSource(source, request);
        Optional<Ref<Scanned>> before = prepared ? Optional.empty() : Optional.of(story.add("source", scan));
        var access = run.begin(request.lockPatience());
        var connection = access.held();
        Ref<Scanned> scanned =
                before.orElseGet(() -> story.add("source", scan, hooks.before(Moment.BEFORE_SYNC, story, connection)));
        var compare = new CompareTree(connection, () -> scan.await().manifest(), source, request.sync(), true);
        var begin = new BeginRelease(connection, scan::await, compare, request, wayBack);
        var begun = prepared ? story.add("begin", begin, connection, scanned) : story.add("begin", begin, connection);
        var compared = story.add("compare", compare, begun);
        var room = story.add("room", new MakeRoom(connection, begun, compared, request), compared);
        boolean isOwnUntilBuild = !hooks.has(Moment.BEFORE_BUILD);
        var survey = new EarlySurvey(connection, isOwnUntilBuild && !request.backup());
        var ground = new InfrastructureOutlook(connection, begun, config, survey);
        Consumer<ResolvedProject> early = project -> {
            survey.look(project);
            ground.prepare(project);
        };
        var resolve = new ResolveModel(connection, begun, compared, request, run.secrets(), early);
        var model = story.add("model", resolve, room);
        Ref<?> ready = request.backup()
                ? new BackupSteps(config, request.who(), request.host().name())
                        .beforeDeploy(
                                story,
                                new MakePlan(connection, begun, compared, resolve::staged, request),
                                connection,
                                begun,
                                model,
                                run.secrets())
                : model;
        var start = new StartInfrastructure(connection, model, compared, begun, request, source, ground, wayBack);
        var outlook = new BackendOutlook(connection, model, begun, config, survey, !hooks.has(Moment.BEFORE_ROLLOUT));
        var build =
                new BuildImages(connection, model, compared, begun, request.build(), source, wayBack, outlook::look);
        var beside = new SyncSource.Beside() {
            @Override
            public void begin() {
                ground.ask(model.get());
                build.look();
            }

            @Override
            public void stop() {
                survey.stop();
                ground.stop();
                build.stop();
            }
        };
        var sync = new SyncSource(
                connection,
                scanned,
                compared,
                resolve::staged,
                source,
                request.sync(),
                wayBack,
                isOwnUntilBuild ? beside : SyncSource.Beside.NOTHING);
        var tree = story.add("sync", sync, ready);
        Ref<?>[] synced = request.build() == DeployRequest.Build.NEVER
                ? new Ref<?>[] {tree}
                : hooks.before(Moment.BEFORE_BUILD, story, tree);
        var images = story.add("image", build, synced);
        var infrastructure = story.add("infrastructure", start, synced);
        var rollOut = new RollOutServices(connection, model, images, infrastructure, outlook, config, wayBack);
        var services =
                story.add("services", rollOut, hooks.before(Moment.BEFORE_ROLLOUT, story, images, infrastructure));
        var health = story.add("health", new VerifyHealth(config, model, run::hostAddress), services);
        var orphans =
                story.add("orphans", new RemoveOrphans(connection, model, rollOut::listed, request, wayBack), health);
        var chronicle = new Chronicle(
                request, story, run.clock(), begun, scanned, tree, model, images, infrastructure, services);
        var record = story.add(
                "record",
                new RecordRelease(
                        connection,
                        begun,
                        model,
                        orphans,
                        () -> infrastructure.get().images().and(images.get()),
                        request,
                        chronicle),
                orphans);
        story.reachesItsGoalWith(record);
        story.add("prune", new PruneReleases(connection, begun, record, request), record);

        run.run(access, new LockedRun.Account() {

            @Override
            public Optional<String> id() {
                return begun.ifPresent().map(Begun::releaseId);
            }

            @Override
            public Optional<Release> before() {
                return begun.ifPresent().flatMap(Begun::previous);
            }

            @Override
            public Map<String, String> facts() {
                return Hooks.facts(
                        record.ifPresent().map(Release::id).or(this::id),
                        before().map(Release::id),
                        scanned.ifPresent().map(tip -> tip.git().commit()),
                        scanned.ifPresent().map(tip -> tip.git().branch()),
                        model.ifPresent()
                                .flatMap(project ->
                                        Optional.ofNullable(addresses(project).get("health")))
                                .map(URI::toString));
            }

            @Override
            public Release failed(DeployFailure failure) {
                return chronicle.tell(failure.kind().id(), failure.what());
            }

            @Override
            public String served() {
                return record.get().id();
            }

            @Override
            public String inShort() {
                boolean isNew = served().equals(begun.get().releaseId());
                return isNew ? record.get().run().inShort() : "nothing changed";
            }

            @Override
            public DeployEvent success(Instant now, Duration took) {
                return new Summary(request, story.timings())
                        .success(served(), addresses(model.get()), rollOut.toFollow(), now, took);
            }
        });
    }

    private Map<String, URI> addresses(ResolvedProject project) {
        return HealthAddress.all(request.config(), project.model(), project.infrastructure(), run.hostAddress());
    }
}
