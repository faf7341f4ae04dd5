package io.deploytodev.deploy;

import io.deploytodev.deploy.ScanSource.Scanned;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.sync.Manifest;
import io.deploytodev.sync.SourceTree;
import io.deploytodev.sync.SourceTree.GitState;
import java.util.List;

/** Reads the tree on the workstation; needs no host, so it goes on while the connection is made. */
final class ScanSource implements Step<Scanned> {

    private final SourceTree source;
    private final boolean wanted;

    /** @param wanted whether the tree is to be deployed at all */
    ScanSource(SourceTree source, boolean wanted) {
        this.source = source;
        this.wanted = wanted;
    }

    @Override
    public StepResult<Scanned> run(StepScope scope) {
        if (!wanted) {
            return StepResult.unchanged(
                    new Scanned(new Manifest(List.of()), new GitState("", "", false)), "not asked for");
        }
        GitState git = source.gitState();
        Manifest manifest = source.scan();
        String commit = git.commit().isEmpty() ? "no commit" : git.commit() + (git.dirty() ? ", with changes" : "");
        return StepResult.done(new Scanned(manifest, git), manifest.entries().size() + " files, " + commit);
    }

    /** What the tree holds and which commit it stands at. */
    record Scanned(Manifest manifest, GitState git) {}
}
