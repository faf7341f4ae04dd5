package io.deploytodev.host;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Asks several questions at once. Their threads keep no program from ending. */
public final class SideBySide implements AutoCloseable {

    /** A shared one, for questions ask others; the engine answers no more than this at once anyway. */
    private final ExecutorService threads = Executors.newCachedThreadPool(body -> Daemon.unstarted("question", body));

    /** A question that was asked. */
    public interface Asked<T> {

        /**
         * Waits for the answer.
         *
         * @throws CancellationException when the calling thread is interrupted
         */
        T get();
    }

    /** Asks now; whatever the question throws is thrown to whoever wants the answer. */
    public <T> Asked<T> ask(Supplier<T> question) {
        return waitingFor(CompletableFuture.supplyAsync(question, threads));
    }

    /** What somebody else will have answered. */
    public static <T> Asked<T> waitingFor(CompletableFuture<T> answer) {
        return () -> {
            try {
                return answer.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException thrown) {
                    throw thrown;
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while asking");
            }
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
