package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.Engine;
import io.deploytodev.docker.EngineAway;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.pipeline.StepScope;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Work that is begun again when the host went down in the middle of it. A host that is restarted loses its engine first and
 * has it back last: what is asked in between fails in one way or another, and none of these says anything of the work. Only
 * for what may be done twice.
 */
final class OnceBack {

    /** Who restarts a host does so once; twice at most. */
    private static final int MOST = 3;

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Connection connection;
    private final Duration patience;
    private final StepScope scope;

    /** @param patience for how long to wait for the engine */
    OnceBack(Connection connection, Duration patience, StepScope scope) {
        this.connection = connection;
        this.patience = patience;
        this.scope = scope;
    }

    /**
     * Does the work, and again when the host was away.
     *
     * @throws EngineAway when its engine does not come back in time
     */
    void run(Runnable work) {
        for (int tries = 1; ; tries++) {
            int link = connection.host().connection();
            try {
                work.run();
                return;
            } catch (RuntimeException e) {
                if (tries == MOST || isLockLost(e) || !wasAway(link)) {
                    throw e;
                }
                awaitBack(e);
                scope.notice("The engine of " + connection.host().name() + " was away meanwhile; it answers again.");
            }
        }
    }

    private static boolean isLockLost(RuntimeException e) {
        return e instanceof DeployFailure failure && failure.kind() == FailureKind.LOCKED;
    }

    private boolean wasAway(int link) {
        return !connection.engine().isAnswering() || connection.host().connection() != link;
    }

    private void awaitBack(RuntimeException failed) {
        Engine engine = connection.engine();
        if (engine.isAnswering()) {
            return;
        }
        scope.status("waiting for the engine to answer again");
        EngineRoom.lacking(connection).map(EngineRoom::told).ifPresent(scope::notice);
        try {
            Awaitility.await().atMost(patience).pollInterval(LOOK).until(engine::isAnswering);
        } catch (ConditionTimeoutException e) {
            failed.addSuppressed(e);
            throw new EngineAway(
                    "The engine of " + connection.host().name() + " did not answer again within " + patience.toSeconds()
                            + " s.",
                    failed);
        }
    }
}
