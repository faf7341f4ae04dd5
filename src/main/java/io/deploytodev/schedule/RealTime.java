package io.deploytodev.schedule;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Time as it passes. */
public final class RealTime {

    private RealTime() {}

    public static NightlyRun.Time of(Clock clock) {
        return new NightlyRun.Time(clock, RealTime::pass, RealTime::begin);
    }

    /** Nothing else is waited for than that the remote or the host has had time to come back. */
    private static void pass(Duration duration) throws InterruptedException {
        boolean never = new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
        if (never) {
            throw new IllegalStateException("nobody counts this down");
        }
    }

    private static Deadline.Running begin(Duration after, Runnable expired) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(body -> {
            Thread thread = new Thread(body, "deadline");
            thread.setDaemon(true);
            return thread;
        });
        Interrupt interrupt = new Interrupt(Thread.currentThread(), expired);
        var unused = timer.schedule(interrupt, after.toMillis(), TimeUnit.MILLISECONDS);
        return () -> {
            interrupt.takeBack();
            timer.shutdownNow();
        };
    }

    /** Never comes when the work is over: it would end what is done next. */
    private static final class Interrupt implements Runnable {

        private final Thread worker;
        private final Runnable expired;
        private boolean over;

        Interrupt(Thread worker, Runnable expired) {
            this.worker = worker;
            this.expired = expired;
        }

        @Override
        public synchronized void run() {
            if (!over) {
                expired.run();
                worker.interrupt();
            }
        }

        synchronized void takeBack() {
            over = true;
        }
    }
}
