package io.deploytodev.deploy;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.release.DeployLock;

/** A deploy that lost its lock must not touch anything more: somebody else may be at work. */
final class LostLock {

    private LostLock() {}

    static void check(DeployLock lock, Connection connection) {
        if (!lock.isHeld()) {
            throw new DeployFailure(
                    FailureKind.LOCKED,
                    "The deploy lock on " + connection.host().name() + " was lost.",
                    "The host heard nothing from this machine for 15 s, so it gave the lock free.",
                    "See that the connection is steady, and deploy again.");
        }
    }
}
