package io.deploytodev.ops;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How often and how long an engine that does not answer is asked again. */
final class Patience {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final String host;
    private final Duration limit;
    private final CountDownLatch closed;
    private Duration pause = FIRST_PAUSE;
    private long failingSince;

    /**
     * @param host for the message
     * @param closed when nobody wants to know any more
     */
    Patience(String host, Duration limit, CountDownLatch closed) {
        this.host = host;
        this.limit = limit;
        this.closed = closed;
    }

    /** One with a count of its own. */
    Patience another() {
        return new Patience(host, limit, closed);
    }

    /** It answers. */
    void isAnswered() {
        pause = FIRST_PAUSE;
        failingSince = 0;
    }

    /**
     * It did not: waits a little.
     *
     * @throws DeployFailure when that was in vain for too long
     * @throws InterruptedException also when nobody wants to know any more
     */
    void pauseAfter(IOException why) throws InterruptedException {
        long now = System.nanoTime();
        if (failingSince == 0) {
            failingSince = now;
        } else if (now - failingSince > limit.toNanos()) {
            throw new DeployFailure(
                    FailureKind.HOST,
                    "The engine on " + host + " does not answer.",
                    "For " + limit.toSeconds() + " s it was asked in vain: " + why.getMessage(),
                    "Look at it there: systemctl status docker.",
                    List.of(),
                    why);
        }
        if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("closed");
        }
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }
}
