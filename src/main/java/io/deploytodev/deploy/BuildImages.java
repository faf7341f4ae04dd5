package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.sync.SourceTree;
import io.deploytodev.sync.TreeSync;
import java.util.function.Consumer;

/** Builds the images of the backend, beside the start of the infrastructure. */
final class BuildImages implements Step<BuiltImages> {

    private final Ref<Connection> connection;
    private final Ref<ResolvedProject> resolved;
    private final Ref<TreeSync.Report> tree;
    private final Ref<Begun> begun;
    private final DeployRequest.Build when;
    private final SourceTree source;

    private final WayBack wayBack;
    private final Consumer<BuiltImages> known;

    /** @param known hears of the images as soon as they are known, and may take its time */
    BuildImages(
            Ref<Connection> connection,
            Ref<ResolvedProject> resolved,
            Ref<TreeSync.Report> tree,
            Ref<Begun> begun,
            DeployRequest.Build when,
            SourceTree source,
            WayBack wayBack,
            Consumer<BuiltImages> known) {
        this.known = known;
        this.wayBack = wayBack;
        this.connection = connection;
        this.resolved = resolved;
        this.tree = tree;
        this.begun = begun;
        this.when = when;
        this.source = source;
    }

    @Override
    public StepResult<BuiltImages> run(StepScope scope) {
        BuiltImages images = new ImageBuilder(
                        connection.get(),
                        resolved.get(),
                        begun.get(),
                        tree.get().treeDigest(),
                        when,
                        source,
                        () -> wayBack.reaches("image"))
                .imagesOf(resolved.get().backend(), scope);
        known.accept(images);
        if (images.anyBuilt()) {
            return StepResult.done(
                    images,
                    Names.few(images.references().values().stream().distinct().toList()));
        }
        return StepResult.unchanged(
                images,
                images.references().isEmpty()
                        ? "there is none to build"
                        : when == DeployRequest.Build.NEVER
                                ? "as it was built last"
                                : "built before from the same tree");
    }
}
