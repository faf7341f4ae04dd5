package io.deploytodev.deploy;

import io.deploytodev.deploy.ScanSource.Scanned;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.sync.Manifest;
import io.deploytodev.sync.SourceTree;
import io.deploytodev.sync.SourceTree.GitState;

/** Reads the tree on the workstation; needs no host, so it goes on while the connection is made. */
final class ScanSource implements Step<Scanned> {

    private final SourceTree source;

    ScanSource(SourceTree source) {
        this.source = source;
    }

    @Override
    public StepResult<Scanned> run(StepScope scope) {
        GitState git = source.gitState();
        Manifest manifest = source.scan();
        String commit = git.commit().isEmpty() ? "no commit" : git.commit() + (git.dirty() ? ", with changes" : "");
        return StepResult.done(new Scanned(manifest, git), manifest.entries().size() + " files, " + commit);
    }

    /** What the tree holds and which commit it stands at. */
    record Scanned(Manifest manifest, GitState git) {}
}
