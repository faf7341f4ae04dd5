package io.deploytodev.cli;

import io.deploytodev.console.NextSignal;
import io.deploytodev.failure.FailureKind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into an interrupt of the thread that works, and lets it put things in order before the program ends. It
 * ends with the exit code that the work itself came to: a Ctrl-C after the last step is too late to stop anything, and
 * an exit code of 130 would contradict the output. A second Ctrl-C waits for nothing.
 */
final class UserInterrupt {

    /** Putting back an earlier release takes as long as its services take to start. */
    private static final Duration GRACE = Duration.ofMinutes(3);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final LastWords lastWords;
    private final Thread hook;
    private volatile int exitCode = FailureKind.INTERRUPTED.exitCode();

    private UserInterrupt(Thread worker, LastWords lastWords) {
        this.lastWords = lastWords;
        this.hook = new Thread(() -> stop(worker), "user interrupt");
    }

    /** From now on the calling thread is the one that is interrupted. */
    static UserInterrupt watch(LastWords lastWords) {
        UserInterrupt interrupt = new UserInterrupt(Thread.currentThread(), lastWords);
        Runtime.getRuntime().addShutdownHook(interrupt.hook);
        return interrupt;
    }

    private void stop(Thread worker) {
        if (ended.getCount() > 0) {
            // First, for the worker says at once that it stops, and who reads that may press again.
            NextSignal.runs(this::leave);
            worker.interrupt();
            if (!isOverInTime()) {
                leave();
            }
        }
        // By itself the JVM would end as the signal says, whatever came of the work.
        Runtime.getRuntime().halt(exitCode);
    }

    private boolean isOverInTime() {
        try {
            return ended.await(GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whatever the work is at; what is left is the next one's to mend. */
    private void leave() {
        String words = lastWords.say();
        if (!words.isEmpty()) {
            Main.sayAtTheEnd(words);
        }
        Runtime.getRuntime().halt(FailureKind.INTERRUPTED.exitCode());
    }

    /** The work has ended and all is said. The hook stays until the very last, for so long a signal may come. */
    void exit(int code) {
        exitCode = code;
        ended.countDown();
        System.exit(code);
    }
}
