package io.deploytodev.host;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Sees to it that shells wait for the next commands. */
final class WaitingShells {

    /** The shell reads its command byte by byte; a longer one is quicker on a channel of its own. */
    private static final int LONGEST_COMMAND = 16 * 1024;

    /** Commands come one after the other, mostly; and while one of these is opened, the other is there. */
    private static final int SHELLS = 2;

    private final Session session;
    private final Deque<CompletableFuture<Optional<WaitingShell>>> next = new ArrayDeque<>();
    private final Semaphore commands;
    private boolean isWanted;

    /** @param commands each shell holds one of these, and whoever takes it gets that too */
    WaitingShells(Session session, Semaphore commands, boolean isWanted) {
        this.session = session;
        this.commands = commands;
        this.isWanted = isWanted;
        prepare();
    }

    private synchronized void prepare() {
        while (isWanted && next.size() < SHELLS && commands.tryAcquire()) {
            CompletableFuture<Optional<WaitingShell>> opening = new CompletableFuture<>();
            next.addLast(opening);
            Daemon.start("waiting shell", () -> opening.complete(open()));
        }
    }

    private Optional<WaitingShell> open() {
        try {
            return Optional.of(WaitingShell.open(session));
        } catch (JSchException | IOException | RuntimeException e) {
            // The server may allow fewer; whoever has a command then opens a channel, and hears why that fails.
            commands.release();
            wantNoMore();
            return Optional.empty();
        }
    }

    private synchronized void wantNoMore() {
        isWanted = false;
    }

    /** One that waits, if there is one for such a command. */
    Optional<WaitingShell> take(List<String> argv) throws InterruptedException {
        if (LoginShell.word(argv).length > LONGEST_COMMAND) {
            return Optional.empty();
        }
        CompletableFuture<Optional<WaitingShell>> taken = first();
        prepare();
        if (taken == null) {
            return Optional.empty();
        }
        try {
            return taken.get().filter(this::isThere);
        } catch (InterruptedException e) {
            var unused = taken.thenAccept(shell -> shell.ifPresent(this::giveUp));
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private synchronized @Nullable CompletableFuture<Optional<WaitingShell>> first() {
        return next.pollFirst();
    }

    private boolean isThere(WaitingShell shell) {
        boolean isThere = shell.isThere();
        if (!isThere) {
            giveUp(shell);
        }
        return isThere;
    }

    private void giveUp(WaitingShell shell) {
        shell.close();
        commands.release();
    }
}
