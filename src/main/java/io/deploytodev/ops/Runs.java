package io.deploytodev.ops;

import java.time.Duration;

/** What is known of the runs of one container: who follows its log waits here for the next one. */
final class Runs {

    private int starts;
    private int looks;
    private long startedAt;
    private boolean removed;

    /** It was started. */
    synchronized void started(long nanos) {
        if (nanos > startedAt) {
            startedAt = nanos;
            starts++;
            notifyAll();
        }
    }

    /** It runs, and nobody knows since when: its log is to be looked at. */
    synchronized void look() {
        looks++;
        notifyAll();
    }

    synchronized void removed() {
        removed = true;
        notifyAll();
    }

    /** How often it was started while somebody listened. */
    synchronized int starts() {
        return starts;
    }

    /** How often it was found to run when nobody had listened. */
    synchronized int looks() {
        return looks;
    }

    /** When it was started the last time while somebody listened, in nanoseconds since 1970; 0 when it was not. */
    synchronized long startedAt() {
        return startedAt;
    }

    /**
     * Waits until its log is to be looked at again.
     *
     * @return false when it was removed, and never will be
     */
    synchronized boolean awaitMore(int knownStarts, int knownLooks) throws InterruptedException {
        while (starts == knownStarts && looks == knownLooks && !removed) {
            wait();
        }
        return starts != knownStarts || looks != knownLooks;
    }

    /** Waits for its start, but no longer than that: then it is worth a look anyway. */
    synchronized void awaitStart(int knownStarts, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (starts == knownStarts && !removed && System.nanoTime() < end) {
            wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
    }
}
