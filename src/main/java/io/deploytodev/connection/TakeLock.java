package io.deploytodev.connection;

import io.deploytodev.docker.HostFacts;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.DeployLock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes sure that nobody else deploys this project to this host at the same time. Every later step goes through the
 * fence: it runs nothing on the host once the lock is lost.
 */
public final class TakeLock implements Step<Connection> {

    private final Ref<Connection> connection;
    private final String who;

    private final Duration wait;

    /** @param who user, machine and verb, for whoever finds the lock taken: {@code ada@laptop, deploy} */
    public TakeLock(Ref<Connection> connection, String who) {
        this(connection, who, Duration.ZERO);
    }

    /** @param wait for how long it is waited for when somebody else holds it */
    public TakeLock(Ref<Connection> connection, String who, Duration wait) {
        this.connection = connection;
        this.who = who;
        this.wait = wait;
    }

    @Override
    public StepResult<Connection> run(StepScope scope) {
        Connection c = connection.get();
        AtomicBoolean waited = new AtomicBoolean();
        DeployLock lock = DeployLock.take(c.host(), c.directory(), who, wait, holder -> {
            waited.set(true);
            scope.status("waiting for " + holder.inFull());
        });
        Connection held = c.holding(lock);
        try {
            // Before anything else is done: no two Composes may be at work on one project.
            if (lock.isLeftAtWork()) {
                held.jobs().endOlder(scope::notice);
            }
            // What this run makes is newer than what was made while it waited.
            return StepResult.done(
                    waited.get() ? held.at(held.host().run(HostFacts.now())) : held, "deploy number " + lock.number());
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
    }
}
