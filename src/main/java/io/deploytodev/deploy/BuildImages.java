package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.sync.SourceTree;
import io.deploytodev.sync.TreeComparison;
import java.util.Optional;
import java.util.function.Consumer;

/** Builds the images of the backend, beside the start of the infrastructure. */
final class BuildImages implements Step<BuiltImages> {

    private final Ref<Connection> connection;
    private final Ref<ResolvedProject> resolved;
    private final Ref<TreeComparison> compared;
    private final Ref<Begun> begun;
    private final DeployRequest.Build when;
    private final SourceTree source;

    private final WayBack wayBack;
    private final Consumer<BuiltImages> known;
    private final Ahead<Optional<BuiltImages>> ahead = new Ahead<>();

    /** @param known hears of the images as soon as they are known, and may take its time */
    BuildImages(
            Ref<Connection> connection,
            Ref<ResolvedProject> resolved,
            Ref<TreeComparison> compared,
            Ref<Begun> begun,
            DeployRequest.Build when,
            SourceTree source,
            WayBack wayBack,
            Consumer<BuiltImages> known) {
        this.known = known;
        this.wayBack = wayBack;
        this.connection = connection;
        this.resolved = resolved;
        this.compared = compared;
        this.begun = begun;
        this.when = when;
        this.source = source;
    }

    /** Begins to look before the step's turn, where nothing changes until then and the tree is what it was. */
    void look() {
        if (!compared.get().isToBeWritten()) {
            ahead.begin(() -> {
                Optional<BuiltImages> there = builder().ifThere(resolved.get().backend());
                there.ifPresent(known);
                return there;
            });
        }
    }

    void stop() {
        ahead.stop();
    }

    @Override
    public StepResult<BuiltImages> run(StepScope scope) {
        BuiltImages images = ahead.fresh().flatMap(there -> there).orElseGet(() -> build(scope));
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

    private BuiltImages build(StepScope scope) {
        BuiltImages images = builder().imagesOf(resolved.get().backend(), scope);
        known.accept(images);
        return images;
    }

    private ImageBuilder builder() {
        return new ImageBuilder(
                connection.get(),
                resolved.get(),
                begun.get(),
                compared.get().report().treeDigest(),
                when,
                source,
                () -> wayBack.reaches("image"));
    }
}
