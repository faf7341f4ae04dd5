package io.deploytodev.pipeline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Work that must not be left half done, such as replacing a container: an interrupt waits until it is over, and is then
 * there for whatever comes next.
 */
public final class ToItsEnd {

    private ToItsEnd() {}

    /** Does the work on a thread of its own, which nobody interrupts, and throws what it throws. */
    public static void run(String name, Runnable work) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Thread worker = new Thread(
                () -> {
                    try {
                        work.run();
                        over.complete(null);
                    } catch (RuntimeException | Error e) {
                        over.completeExceptionally(e);
                    }
                },
                name);
        worker.setDaemon(true);
        worker.start();
        await(over);
    }

    private static void await(CompletableFuture<Void> over) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    over.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
