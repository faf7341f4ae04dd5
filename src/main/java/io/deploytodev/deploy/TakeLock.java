package io.deploytodev.deploy;

import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.DeployLock;

/**
 * Makes sure that nobody else deploys this project to this host at the same time. Every later step goes through the
 * fence: it runs nothing on the host once the lock is lost.
 */
final class TakeLock implements Step<Connection> {

    private final Ref<Connection> connection;
    private final String who;

    TakeLock(Ref<Connection> connection, String who) {
        this.connection = connection;
        this.who = who;
    }

    @Override
    public StepResult<Connection> run(StepScope scope) {
        Connection c = connection.get();
        DeployLock lock = DeployLock.take(c.host(), c.directory(), who);
        return StepResult.done(c.holding(lock), "deploy number " + lock.number());
    }
}
