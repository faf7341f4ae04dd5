package io.deploytodev.deploy;

import io.deploytodev.deploy.ScanSource.Scanned;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.Release;
import io.deploytodev.sync.SourceTree.GitState;
import io.deploytodev.sync.TreeSync;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes down on the host what now runs there, so that any workstation knows it. */
final class RecordRelease implements Step<Release> {

    private final Ref<Connection> connection;
    private final Ref<Begun> begun;
    private final Ref<Scanned> scanned;
    private final Ref<TreeSync.Report> tree;
    private final Ref<ResolvedProject> resolved;
    private final Ref<BuiltImages> images;
    private final Ref<StartInfrastructure.Started> infrastructure;
    private final String who;
    private final String project;
    private final Pipeline pipeline;

    RecordRelease(
            Ref<Connection> connection,
            Ref<Begun> begun,
            Ref<Scanned> scanned,
            Ref<TreeSync.Report> tree,
            Ref<ResolvedProject> resolved,
            Ref<BuiltImages> images,
            Ref<StartInfrastructure.Started> infrastructure,
            String who,
            String project,
            Pipeline pipeline) {
        this.connection = connection;
        this.begun = begun;
        this.scanned = scanned;
        this.tree = tree;
        this.resolved = resolved;
        this.images = images;
        this.infrastructure = infrastructure;
        this.who = who;
        this.project = project;
        this.pipeline = pipeline;
    }

    @Override
    public StepResult<Release> run(StepScope scope) {
        Connection c = connection.get();
        GitState git = scanned.get().git();
        BuiltImages before = begun.get()
                .previous()
                .map(release -> new BuiltImages(release.images(), release.builds(), false))
                .filter(images -> !resolved.get()
                        .selected()
                        .containsAll(resolved.get().model().services().keySet()))
                .orElse(BuiltImages.NONE);
        BuiltImages all = before.and(infrastructure.get().images()).and(images.get());
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
                tree.get().treeDigest(),
                all.references(),
                all.builds(),
                millis,
                "healthy");
        c.releases().record(release);
        return StepResult.done(release, release.id());
    }
}
