package io.deploytodev.cli;

import io.deploytodev.failure.FailureKind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into an interrupt of the thread that works, and lets it put things in order before the program ends. It
 * ends with the exit code that the work itself came to: a Ctrl-C after the last step is too late to stop anything, and
 * an exit code of 130 would contradict the output.
 */
final class UserInterrupt {

    /** Putting back an earlier release takes as long as its services take to start. */
    private static final Duration GRACE = Duration.ofMinutes(3);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private volatile int exitCode = FailureKind.INTERRUPTED.exitCode();

    private UserInterrupt(Thread worker) {
        this.hook = new Thread(
                () -> {
                    worker.interrupt();
                    await();
                    // By itself the JVM would end as the signal says, whatever came of the work.
                    Runtime.getRuntime().halt(exitCode);
                },
                "user interrupt");
    }

    /** From now on the calling thread is the one that is interrupted. */
    static UserInterrupt watch() {
        UserInterrupt interrupt = new UserInterrupt(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(interrupt.hook);
        return interrupt;
    }

    private void await() {
        try {
            boolean unused = ended.await(GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work has ended and all is said. The hook stays until the very last, for so long a signal may come. */
    void exit(int code) {
        exitCode = code;
        ended.countDown();
        System.exit(code);
    }
}
