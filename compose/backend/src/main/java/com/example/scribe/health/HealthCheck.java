package com.example.scribe.health;

import com.example.scribe.health.Health.Dependency;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks all dependencies at once and gives each the same deadline. A dependency that hangs is asked only once at a
 * time: callers that come meanwhile wait for the same answer, so that no threads pile up behind a dead database.
 */
public final class HealthCheck implements AutoCloseable {

    private final Duration deadline;
    private final Map<String, Ping> pings;
    private final Map<String, CompletableFuture<Dependency>> underWay = new LinkedHashMap<>();
    private final ExecutorService threads;

    public HealthCheck(Duration deadline, Map<String, Ping> pings) {
        this.deadline = deadline;
        this.pings = new LinkedHashMap<>(pings);
        this.threads = Executors.newFixedThreadPool(Math.max(1, pings.size()), work -> {
            Thread thread = new Thread(work, "health");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Asks without waiting: what loads and connects at the first question is then done before somebody waits for it. */
    public synchronized Map<String, CompletableFuture<Dependency>> begin() {
        pings.forEach((name, ping) -> {
            CompletableFuture<Dependency> earlier = underWay.get(name);
            if (earlier == null || earlier.isDone()) {
                underWay.put(name, CompletableFuture.supplyAsync(() -> ask(ping), threads));
            }
        });
        return new LinkedHashMap<>(underWay);
    }

    public Map<String, Dependency> ask() throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        Map<String, Dependency> answers = new LinkedHashMap<>();
        for (Map.Entry<String, CompletableFuture<Dependency>> asked : begin().entrySet()) {
            answers.put(asked.getKey(), answer(asked.getValue(), end));
        }
        return answers;
    }

    private Dependency answer(CompletableFuture<Dependency> asked, long end) throws InterruptedException {
        try {
            return asked.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return Dependency.unhealthy(deadline.toMillis(), "no answer within " + deadline.toMillis() + " ms");
        } catch (ExecutionException broken) {
            return Dependency.unhealthy(0, innermost(broken));
        }
    }

    private static Dependency ask(Ping ping) {
        long start = System.nanoTime();
        try {
            ping.ask();
            return Dependency.healthy(millisSince(start));
        } catch (Exception failure) {
            return Dependency.unhealthy(millisSince(start), innermost(failure));
        }
    }

    private static double millisSince(long start) {
        return Math.round((System.nanoTime() - start) / 100_000.0) / 10.0;
    }

    /** Pools and drivers wrap what happened in what they tried; the first cause is what helps. */
    static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return cause.getClass().getSimpleName()
                + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
