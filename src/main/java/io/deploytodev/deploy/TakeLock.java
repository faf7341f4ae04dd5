package io.deploytodev.deploy;

import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.DeployLock;

/** Makes sure that nobody else deploys this project to this host at the same time. */
final class TakeLock implements Step<DeployLock> {

    private final Ref<Connection> connection;
    private final String who;

    TakeLock(Ref<Connection> connection, String who) {
        this.connection = connection;
        this.who = who;
    }

    @Override
    public StepResult<DeployLock> run(StepScope scope) {
        Connection c = connection.get();
        DeployLock lock = DeployLock.take(c.host(), c.directory(), who);
        return StepResult.done(lock, "deploy number " + lock.number());
    }
}
