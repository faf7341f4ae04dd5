package io.deploytodev.deploy;

import io.deploytodev.host.Daemon;
import io.deploytodev.host.SideBySide;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a step will want to know, found out before its turn while something else is waited for. */
final class Ahead<T> {

    /** Within this time nothing happens to containers that the wait for their readiness would not see. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    /** Who was told to stop ends within a round trip. */
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private volatile @Nullable Found<T> found;
    private volatile CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
    private volatile @Nullable Thread looking;

    private record Found<T>(T what, long at) {}

    /** Looks; what is in the way then is for the step itself to tell. */
    void look(Supplier<T> question) {
        try {
            T what = question.get();
            found = new Found<>(what, System.nanoTime());
        } catch (RuntimeException e) {
            found = null;
        }
    }

    /** Looks beside whatever else is done until the step's turn. */
    void begin(Supplier<T> question) {
        underWay = CompletableFuture.runAsync(() -> look(question), work -> looking = Daemon.start("ahead", work));
    }

    /** Ends a look that was begun, for a run that failed: nothing is asked, or written, beside its undoing. */
    void stop() {
        Thread thread = looking;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(STOPPING.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        found = null;
    }

    /**
     * What was found, if that was just now; waits for the end of a look that was begun.
     *
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
     */
    Optional<T> fresh() {
        SideBySide.waitingFor(underWay).get();
        return Optional.ofNullable(found)
                .filter(known -> System.nanoTime() - known.at() < FRESH.toNanos())
                .map(Found::what);
    }
}
