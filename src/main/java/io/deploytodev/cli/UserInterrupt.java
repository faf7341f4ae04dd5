package io.deploytodev.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C into an interrupt of the thread that works, and lets it put things in order before the program ends. */
final class UserInterrupt {

    /** Putting back an earlier release takes as long as its services take to start. */
    private static final Duration GRACE = Duration.ofMinutes(3);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private UserInterrupt(Thread worker) {
        this.hook = new Thread(
                () -> {
                    worker.interrupt();
                    await();
                },
                "user interrupt");
    }

    /** From now on until it is closed, the calling thread is the one that is interrupted. */
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

    /** The work has ended and all is said: the program may end. */
    void close() {
        ended.countDown();
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook runs already: the user did press Ctrl-C.
        }
    }
}
