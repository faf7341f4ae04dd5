package io.deploytodev.readiness;

import io.deploytodev.host.Daemon;
import io.deploytodev.readiness.ReadinessOutcome.AllReady;
import io.deploytodev.readiness.ServiceWatch.Look;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.pollinterval.PollInterval;

/**
 * Waits until services are ready, all side by side, and no longer than until the first of them cannot become so. One that
 * was ready stays watched until the last is: if its container ends meanwhile, the wait fails.
 */
public final class ReadinessWait {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final ReadinessListener listener;
    private final LongSupplier nanoClock;
    private final PollInterval pauses;

    public ReadinessWait(ReadinessListener listener) {
        this(listener, System::nanoTime, ReadinessWait::growing);
    }

    /**
     * @param nanoClock what deadlines are measured by
     * @param pauses the pause after each look; a test's moves the clock and pauses not at all
     */
    ReadinessWait(ReadinessListener listener, LongSupplier nanoClock, PollInterval pauses) {
        this.listener = listener;
        this.nanoClock = nanoClock;
        this.pauses = pauses;
    }

    /**
     * Often at first, when most services come up; an eighth longer each time, so that a slow one is not pestered, and what is
     * noticed late is so by a ninth of its time at most.
     */
    static Duration growing(int looks, Duration previous) {
        Duration longer = previous.multipliedBy(9).dividedBy(8);
        if (longer.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    /**
     * Waits for all of the services.
     *
     * @throws InterruptedException at once when the thread is interrupted; nothing is asked after that
     * @throws io.deploytodev.host.HostUnreachable when the connection to the dev host is gone
     */
    public ReadinessOutcome await(Collection<ServiceReadiness> services) throws InterruptedException {
        if (services.isEmpty()) {
            return new AllReady(Map.of());
        }
        CompletableFuture<ReadinessOutcome> outcome = new CompletableFuture<>();
        // Whoever is cut off in the middle of a question has nothing true to tell.
        ReadinessListener untilTheEnd = (service, state) -> {
            if (!outcome.isDone()) {
                listener.changed(service, state);
            }
        };
        long start = nanoClock.getAsLong();
        Supplier<Duration> elapsed = () -> Duration.ofNanos(nanoClock.getAsLong() - start);
        Map<String, Duration> ready = new ConcurrentHashMap<>();
        ExecutorService watchers =
                Executors.newFixedThreadPool(services.size(), work -> Daemon.unstarted("readiness-watch", work));
        try {
            for (ServiceReadiness service : services) {
                ServiceWatch watch = new ServiceWatch(service, elapsed, untilTheEnd);
                watchers.execute(() -> watch(watch, ready, services.size(), outcome));
            }
            return outcome.get();
        } catch (ExecutionException e) {
            throw rethrown(e);
        } finally {
            outcome.cancel(false);
            watchers.shutdownNow();
        }
    }

    private void watch(
            ServiceWatch watch, Map<String, Duration> ready, int all, CompletableFuture<ReadinessOutcome> outcome) {
        try {
            // No time limit here: the watch judges the deadline, and has the evidence when it passes.
            Awaitility.await()
                    .forever()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(pauses)
                    .until(() -> outcome.isDone() || look(watch, ready, all, outcome));
        } catch (Throwable e) {
            outcome.completeExceptionally(e);
        }
    }

    /** Looks once and says whether the whole wait is over. */
    private static boolean look(
            ServiceWatch watch, Map<String, Duration> ready, int all, CompletableFuture<ReadinessOutcome> outcome) {
        Look look = watch.look();
        if (look instanceof Look.Lost lost) {
            return outcome.complete(lost.failure());
        }
        if (look instanceof Look.Ready now) {
            ready.put(watch.service(), now.after());
            return ready.size() == all && outcome.complete(new AllReady(ready));
        }
        ready.remove(watch.service());
        return false;
    }

    private static RuntimeException rethrown(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
}
