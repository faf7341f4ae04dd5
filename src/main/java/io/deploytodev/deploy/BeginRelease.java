package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.deploy.ScanSource.Scanned;
import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.host.SideBySide;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.DeployLock;
import io.deploytodev.release.Intent;
import io.deploytodev.release.Release;
import io.deploytodev.sync.SourceTree.GitState;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Gives the release its id and finds out which one runs now. */
final class BeginRelease implements Step<Begun> {

    private final Ref<Connection> connection;
    private final Supplier<Scanned> scanned;
    private final CompareTree compare;
    private final DeployRequest request;
    private final WayBack wayBack;
    private volatile Optional<Release> before = Optional.empty();

    /**
     * @param scanned what the workstation has; waits for it
     * @param compare what comes next, and may ask the host already beside this
     */
    BeginRelease(
            Ref<Connection> connection,
            Supplier<Scanned> scanned,
            CompareTree compare,
            DeployRequest request,
            WayBack wayBack) {
        this.compare = compare;
        this.wayBack = wayBack;
        this.request = request;
        this.connection = connection;
        this.scanned = scanned;
    }

    @Override
    public StepResult<Begun> run(StepScope scope) {
        Connection c = connection.get();
        long number = c.lock().map(DeployLock::number).orElseThrow();
        String project = request.config().project();
        List<ComposeContainer> all;
        Optional<Release> known;
        try (SideBySide asking = new SideBySide()) {
            var current = asking.ask(c.releases()::current);
            var compared = asking.ask(() -> comparedAhead(c));
            all = c.engine().composeContainers();
            known = current.get();
            compared.get();
        }
        GitState git = scanned.get().git();
        String id = releaseId(c.facts().time(), number, git);
        List<ComposeContainer> containers = all.stream()
                .filter(container -> container.project().equals(project))
                .toList();
        OtherState.check(c, project, containers);
        Optional<Intent> left =
                new CutOff(c, project).find(known.map(Release::id).orElse(""), scope);
        Optional<Release> previous = new Adoption(c, project).adopt(containers, known, left.isPresent(), scope);
        before = previous;
        left.ifPresent(intent -> mend(intent, c, previous, scope));
        wayBack.begins(
                c.intents(),
                new Intent(
                        Intent.SCHEMA,
                        number,
                        "deploy",
                        id,
                        "",
                        previous.map(Release::id).orElse(""),
                        request.who(),
                        c.facts().time(),
                        git.commit(),
                        git.branch(),
                        git.dirty(),
                        "begin",
                        false,
                        "",
                        List.of()));
        return StepResult.done(
                new Begun(
                        id,
                        c.facts().time(),
                        previous,
                        containers.isEmpty() ? all : List.of(),
                        wayBack.otherTreeSince()),
                previous.map(release -> id + ", after " + release.id()).orElse(id + ", the first"));
    }

    /** What a client left that died may have changed the tree, and this may change it back. */
    private boolean comparedAhead(Connection c) {
        boolean isSound = c.lock().filter(DeployLock::isCutOff).isEmpty();
        if (isSound) {
            compare.ahead();
        }
        return isSound;
    }

    /** A deploy of everything replaces what was left half done; before any other, it is undone. */
    private void mend(Intent left, Connection c, Optional<Release> previous, StepScope scope) {
        if (previous.isEmpty() || request.replacesAll()) {
            previous.ifPresent(release -> scope.notice("This deploy replaces all of it; if it fails, release "
                    + release.id() + " serves again as a whole."));
            wayBack.takesOver(left);
        } else {
            wayBack.undo(left, c, previous.get(), scope);
        }
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
