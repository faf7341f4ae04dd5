package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.Intent;
import io.deploytodev.release.LockStatus;
import io.deploytodev.release.Release;
import java.util.List;
import java.util.Optional;

/** Finds out which release runs now, as a deploy would when it begins; only looks. */
final class ObserveRelease implements Step<Begun> {

    private final Ref<Connection> connection;
    private final String project;

    ObserveRelease(Ref<Connection> connection, String project) {
        this.connection = connection;
        this.project = project;
    }

    @Override
    public StepResult<Begun> run(StepScope scope) {
        Connection c = connection.get();
        List<ComposeContainer> all = c.engine().composeContainers();
        List<ComposeContainer> containers = all.stream()
                .filter(container -> container.project().equals(project))
                .toList();
        OtherState.check(c, project, containers);
        Optional<Release> known = c.releases().current();
        Optional<Intent> left = tellWhoIsAtWork(c, known.map(Release::id).orElse(""), scope);
        Optional<Release> previous = new Adoption(c, project).foresee(containers, known, left.isPresent());
        previous.filter(Release::isAdopted)
                .filter(release -> !previous.equals(known))
                .ifPresent(release -> scope.notice("What runs was started " + release.from()
                        + ". A deploy adopts it: the project's name, its volumes and networks stay."));
        return StepResult.unchanged(
                new Begun(
                        "",
                        c.facts().time(),
                        previous,
                        containers.isEmpty() ? all : List.of(),
                        left.flatMap(Intent::otherTreeSince)),
                previous.map(Release::id).orElse("no release yet"));
    }

    /** Answers what a client left half done that died here. */
    private static Optional<Intent> tellWhoIsAtWork(Connection c, String current, StepScope scope) {
        LockStatus lock = c.host().run(LockStatus.ask(c.directory()));
        if (lock.isHeld()) {
            lock.note()
                    .ifPresent(note -> scope.notice(
                            "This may change: somebody is at work there just now, " + note.inFull() + "."));
            return Optional.empty();
        }
        Optional<Intent> left = c.intents().read().filter(intent -> intent.isOpen(current));
        left.ifPresent(intent -> scope.notice(intent.cutOff()
                + ". The next run mends that first, so what is said of containers and files may change."));
        return left;
    }
}
