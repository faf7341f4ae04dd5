package io.deploytodev.deploy;

import io.deploytodev.deploy.ScanSource.Scanned;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.DeployLock;
import io.deploytodev.release.Release;
import io.deploytodev.sync.SourceTree.GitState;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes down on the host what now runs there, so that any workstation knows it. */
final class RecordRelease implements Step<Release> {

    private final Ref<Connection> connection;
    private final Ref<DeployLock> lock;
    private final Ref<Begun> begun;
    private final Ref<Scanned> scanned;
    private final Ref<BuiltImages> images;
    private final String who;
    private final String project;
    private final Pipeline pipeline;

    RecordRelease(
            Ref<Connection> connection,
            Ref<DeployLock> lock,
            Ref<Begun> begun,
            Ref<Scanned> scanned,
            Ref<BuiltImages> images,
            String who,
            String project,
            Pipeline pipeline) {
        this.connection = connection;
        this.lock = lock;
        this.begun = begun;
        this.scanned = scanned;
        this.images = images;
        this.who = who;
        this.project = project;
        this.pipeline = pipeline;
    }

    @Override
    public StepResult<Release> run(StepScope scope) {
        Connection c = connection.get();
        LostLock.check(lock.get(), c);
        GitState git = scanned.get().git();
        Map<String, Long> millis = new LinkedHashMap<>();
        pipeline.timings().durations().forEach((step, took) -> millis.put(step, took.toMillis()));
        Release release = new Release(
                Release.SCHEMA,
                begun.get().releaseId(),
                project,
                begun.get().startedAt(),
                who,
                git.commit(),
                git.branch(),
                git.dirty(),
                scanned.get().manifest().digest(),
                images.get().references(),
                images.get().builds(),
                millis,
                "healthy");
        c.releases().record(release);
        return StepResult.done(release, release.id());
    }
}
