package io.deploytodev.connection;

import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.DeployLock;
import java.time.Duration;

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
        DeployLock lock = DeployLock.take(
                c.host(), c.directory(), who, wait, holder -> scope.status("waiting for " + holder.inFull()));
        Connection held = c.holding(lock);
        if (lock.isLeftAtWork()) {
            endOlderJobs(held, scope);
        }
        return StepResult.done(held, "deploy number " + lock.number());
    }

    /** Before anything else is done: no two Composes may be at work on one project. */
    private static void endOlderJobs(Connection held, StepScope scope) {
        try {
            held.jobs().endOlder(scope::notice);
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
    }
}
