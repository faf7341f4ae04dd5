package io.deploytodev.deploy;

import io.deploytodev.deploy.ScanSource.Scanned;
import io.deploytodev.event.DeployEvent.Unit;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.SideBySide;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.sync.Manifest;
import io.deploytodev.sync.SourceTree;
import io.deploytodev.sync.SourceTree.GitState;
import io.deploytodev.sync.StayedBehind;
import io.deploytodev.sync.TreePath;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** Reads the tree on the workstation; needs no host, so it goes on while the connection is made. */
final class ScanSource implements Step<Scanned> {

    private final SourceTree source;
    private final DeployRequest request;
    private final CompletableFuture<Scanned> ended = new CompletableFuture<>();

    ScanSource(SourceTree source, DeployRequest request) {
        this.source = source;
        this.request = request;
    }

    /**
     * What was found, for a step that has something else to do until then.
     *
     * @throws CancellationException when nothing was, which the step itself tells; or when the waiting thread is interrupted
     */
    Scanned await() {
        return SideBySide.waitingFor(ended).get();
    }

    @Override
    public StepResult<Scanned> run(StepScope scope) {
        try {
            StepResult<Scanned> result = scan(scope);
            ended.complete(result.value());
            return result;
        } catch (RuntimeException | Error e) {
            ended.completeExceptionally(new CancellationException("the source tree is not known"));
            throw e;
        }
    }

    private StepResult<Scanned> scan(StepScope scope) {
        if (!request.sync()) {
            return StepResult.unchanged(
                    new Scanned(new Manifest(List.of()), new GitState("", "", false)), "not asked for");
        }
        GitState git = request.checkout().map(CheckedOut::git).orElseGet(source::gitState);
        Manifest manifest = source.scan((done, total) -> scope.progress(done, total, Unit.BYTES));
        refuseIgnored(manifest);
        String commit = git.commit().isEmpty() ? "no commit" : git.commit() + (git.dirty() ? ", with changes" : "");
        return StepResult.done(
                new Scanned(manifest, git),
                manifest.entries().size() + " files, " + commit
                        + request.checkout().map(tree -> " of " + tree.ref()).orElse(""));
    }

    /** They lie there, as was seen before; but Compose reads them on the host. */
    private void refuseIgnored(Manifest manifest) {
        List<String> ignored = request.config().compose().files().stream()
                .filter(file -> !manifest.entries()
                        .containsKey(TreePath.of(Path.of(file).normalize().toString())))
                .toList();
        if (!ignored.isEmpty()) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    "The host would not get the compose files " + String.join(", ", ignored) + ".",
                    source.stayedBehind(ignored.get(0))
                            .map(StayedBehind::toString)
                            .orElse("They are left out of the sync."),
                    source.stayedBehind(ignored.get(0))
                            .map(StayedBehind::next)
                            .orElse("Name other files in compose.files."));
        }
    }

    /** What the tree holds and which commit it stands at. */
    record Scanned(Manifest manifest, GitState git) {}
}
