package io.deploytodev.host;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waiting for a fact, in tests. */
public final class Eventually {

    private static final Duration SOON = Duration.ofSeconds(10);

    private Eventually() {}

    /** Passes as soon as {@code assertion} does. */
    public static void eventually(ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptions()
                .untilAsserted(assertion);
    }
}
