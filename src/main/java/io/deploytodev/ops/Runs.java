package io.deploytodev.ops;

import java.time.Duration;

/** What is known of the runs of one container: who follows its log waits here for the next one. */
final class Runs {

    private int wakes;
    private long startedAt;
    private boolean removed;

    /** It was started. */
    synchronized void started(long nanos) {
        if (nanos > startedAt) {
            startedAt = nanos;
            look();
        }
    }

    /** Nobody knows what happened to it meanwhile: its log is to be looked at. */
    synchronized void look() {
        wakes++;
        notifyAll();
    }

    synchronized void removed() {
        removed = true;
        notifyAll();
    }

    /** A number that grows whenever its log is to be looked at again. */
    synchronized int wakes() {
        return wakes;
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
    synchronized boolean awaitMore(int known) throws InterruptedException {
        while (wakes == known && !removed) {
            wait();
        }
        return wakes != known;
    }

    /** The same, but no longer than that; then it is worth a look anyway. */
    synchronized void awaitMore(int known, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (wakes == known && !removed && System.nanoTime() < end) {
            wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
    }
}
