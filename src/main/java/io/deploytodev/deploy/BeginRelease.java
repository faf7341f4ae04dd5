package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.deploy.ScanSource.Scanned;
import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.DeployLock;
import io.deploytodev.release.Release;
import io.deploytodev.sync.SourceTree.GitState;
import java.util.List;
import java.util.Optional;

/** Gives the release its id and finds out which one runs now. */
final class BeginRelease implements Step<Begun> {

    private final Ref<Connection> connection;
    private final Ref<Scanned> scanned;
    private final String project;
    private final WayBack wayBack;
    private volatile Optional<Release> before = Optional.empty();

    BeginRelease(Ref<Connection> connection, Ref<Scanned> scanned, String project, WayBack wayBack) {
        this.wayBack = wayBack;
        this.project = project;
        this.connection = connection;
        this.scanned = scanned;
    }

    @Override
    public StepResult<Begun> run(StepScope scope) {
        Connection c = connection.get();
        long number = c.lock().map(DeployLock::number).orElseThrow();
        String id = releaseId(c.facts().time(), number, scanned.get().git());
        List<ComposeContainer> all = c.engine().composeContainers();
        List<ComposeContainer> containers = all.stream()
                .filter(container -> container.project().equals(project))
                .toList();
        OtherState.check(c, project, containers);
        Optional<Release> known = c.releases().current();
        Optional<Release> previous = new Adoption(c, project).adopt(containers, known, scope);
        before = previous;
        return StepResult.done(
                new Begun(id, c.facts().time(), previous, containers.isEmpty() ? all : List.of()),
                previous.map(release -> id + ", after " + release.id()).orElse(id + ", the first"));
    }

    /** What comes after only adds to what is known here: so all of it is undone here, at once and as a whole. */
    @Override
    public void undo(StepScope scope) {
        if (before.isPresent()) {
            wayBack.goBack(connection.get(), before, scope);
        }
    }

    /** The lock's number makes it unique even when two deploys begin in one second. */
    static String releaseId(String time, long number, GitState git) {
        return time + "-" + number + (git.commit().isEmpty() ? "" : "-" + git.commit()) + (git.dirty() ? "-dirty" : "");
    }
}
