package io.deploytodev.schedule;

import java.time.Duration;

/** Lets time pass: for real, or in tests on a clock of their own. */
@FunctionalInterface
public interface Pause {

    /**
     * Returns when it has passed.
     *
     * @throws InterruptedException when the user or the deadline ends it
     */
    void pass(Duration duration) throws InterruptedException;
}
