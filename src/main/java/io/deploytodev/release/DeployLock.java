package io.deploytodev.release;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.Host;
import io.deploytodev.host.HostUnreachable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The lock that keeps deploys of one project apart. A shell at the end of a live channel holds it, reads one byte for
 * each beat, and lets go when the beats stop: so it is free soon after its holder dies, however that happens. When only
 * the channel dies, the lock is taken again under the same number, unless somebody has had it since.
 */
public final class DeployLock implements AutoCloseable {

    private static final Duration BEAT = Duration.ofSeconds(5);

    /** How long the host waits for a beat: two lost ones are forgiven. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** The host tells at once that the shell there has ended; more than enough for that to arrive. */
    private static final Duration TELLING = Duration.ofSeconds(5);

    /** While it is waited for, this often somebody asks anew who holds it. */
    private static final Duration SLICE = Duration.ofSeconds(10);

    private final Host host;
    private final StateDirectory directory;
    private final String who;
    private final Duration patience;
    private final long number;
    private final boolean leftAtWork;
    private final boolean cutOff;
    private final ScheduledExecutorService heart;
    private boolean closed;

    /** The hold that works now, or will; failed once the lock is lost. */
    private volatile CompletableFuture<LockHold> hold;

    private DeployLock(
            Host host, StateDirectory directory, String who, Duration beat, Duration patience, LockHold first) {
        this.host = host;
        this.directory = directory;
        this.who = who;
        this.patience = patience;
        this.number = first.number();
        this.leftAtWork = first.leftAtWork();
        this.cutOff = first.cutOff();
        this.hold = CompletableFuture.completedFuture(first);
        this.heart = Executors.newSingleThreadScheduledExecutor(body -> daemon("lock beat", body));
        var unused = heart.scheduleAtFixedRate(this::beat, beat.toMillis(), beat.toMillis(), TimeUnit.MILLISECONDS);
        watch(first);
    }

    /**
     * Takes the lock.
     *
     * @param who user, machine and verb, for whoever finds it taken
     * @throws DeployFailure of kind LOCKED when somebody else holds it
     */
    public static DeployLock take(Host host, StateDirectory directory, String who) {
        return take(host, directory, who, BEAT, PATIENCE);
    }

    static DeployLock take(Host host, StateDirectory directory, String who, Duration beat, Duration patience) {
        try {
            LockHold first = LockHold.take(host, directory, who, patience, Duration.ZERO);
            return new DeployLock(host, directory, who, beat, patience, first);
        } catch (LockHold.Held e) {
            throw e.note().failure(host.name(), "");
        }
    }

    /**
     * Takes the lock, if need be when whoever holds it lets go.
     *
     * @param wait for how long it is waited for
     * @param holders told whom it is waited for, each time that this is known anew
     * @throws DeployFailure of kind LOCKED when somebody else holds it all that time
     */
    public static DeployLock take(
            Host host, StateDirectory directory, String who, Duration wait, Consumer<LockNote> holders) {
        long start = System.nanoTime();
        Duration slice = Duration.ZERO;
        while (true) {
            try {
                LockHold first = LockHold.take(host, directory, who, PATIENCE, slice);
                return new DeployLock(host, directory, who, BEAT, PATIENCE, first);
            } catch (LockHold.Held e) {
                Duration rest = wait.minusNanos(System.nanoTime() - start);
                if (rest.isNegative() || rest.isZero()) {
                    throw e.note().failure(host.name(), wait.isZero() ? "" : wait.toSeconds() + " s");
                }
                holders.accept(e.note());
                slice = rest.compareTo(SLICE) < 0 ? rest : SLICE;
            }
        }
    }

    private void watch(LockHold held) {
        var unused = held.holder().exit().thenRun(() -> takeAgain(held));
    }

    private synchronized void takeAgain(LockHold before) {
        if (closed) {
            return;
        }
        CompletableFuture<LockHold> next = new CompletableFuture<>();
        hold = next;
        daemon("lock again", () -> {
                    try {
                        LockHold again = before.again(host, directory, who, patience);
                        next.complete(again);
                        if (isClosed()) {
                            again.holder().close();
                        } else {
                            watch(again);
                        }
                    } catch (RuntimeException | Error e) {
                        next.completeExceptionally(e);
                    }
                })
                .start();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Grows with every holder: what carries a smaller number belongs to a deploy that is over. */
    public long number() {
        return number;
    }

    /** Whether an earlier holder left jobs at work on the host. */
    public boolean isLeftAtWork() {
        return leftAtWork;
    }

    /** Whether an earlier holder left an intent on the host: it died before its run was over. */
    public boolean isCutOff() {
        return cutOff;
    }

    /** Whether the lock is ours at this moment. */
    public boolean isHeld() {
        CompletableFuture<LockHold> now = hold;
        return now.isDone()
                && !now.isCompletedExceptionally()
                && !now.join().holder().exit().isDone();
    }

    /**
     * Waits while the lock is taken again.
     *
     * @return how it is held now
     * @throws DeployFailure of kind LOCKED when it was lost to somebody else
     * @throws HostUnreachable when the host is out of reach for good
     */
    LockHold awaitHeld() {
        try {
            return hold.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the lock was taken again");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e.getCause());
        }
    }

    /**
     * For whoever was told by the host that nobody holds the lock: waits until that is known here too.
     *
     * @param before how it was held when the host was asked
     * @return whether it is, so that {@link #awaitHeld} is to be asked again
     */
    static boolean awaitLapse(LockHold before) {
        try {
            before.holder().exit().get(TELLING.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the lock was taken again");
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private void beat() {
        try {
            if (isHeld()) {
                hold.join().holder().send(new byte[] {'.'});
            }
        } catch (IOException e) {
            // The connection is gone, and with it the lock; the end of its channel tells.
        }
    }

    private static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        heart.shutdownNow();
        if (hold.isDone() && !hold.isCompletedExceptionally()) {
            hold.join().holder().close();
        }
    }
}
