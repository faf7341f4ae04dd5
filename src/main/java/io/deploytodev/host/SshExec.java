package io.deploytodev.host;

import com.jcraft.jsch.ChannelExec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One command on one channel.
 *
 * <p>JSch swallows interrupts while it opens a channel and while it writes to one, so both happen on a worker; the
 * calling thread only waits, and can always be interrupted.
 */
final class SshExec implements AutoCloseable {

    /** The end of a channel is told at once; asking again now and then costs nothing and relies on nothing. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(50);

    /** A word to the host is one packet; when it cannot leave within this time, the link is stalled. */
    private static final Duration TELLING = Duration.ofSeconds(1);

    /** Nobody waits to be told that the host begins; by now, a shell has read its start-up files. */
    private static final Duration BEGINNING = Duration.ofSeconds(60);

    private final SshHost host;
    private final Command<?> command;
    private final ChannelExec channel;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Runnable released;
    private final LineSplitter stdout;
    private final AfterMarker marked;
    private final LineSplitter stderr;
    private final OutputStream stdin;
    private final boolean hasWaited;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final CompletableFuture<Void> inputTrouble = new CompletableFuture<>();

    /** @param released called once, when the channel is closed on this side */
    SshExec(SshHost host, Command<?> command, ChannelExec channel, OutputListener listener, Runnable released)
            throws IOException {
        this(host, command, channel, channel.getOutputStream(), false, listener, released);
        channel.setOutputStream(marked);
        channel.setErrStream(new AfterMarker(stderr));
    }

    /** In the shell that waits for it; what is left to be done is to tell that its command. */
    SshExec(SshHost host, Command<?> command, WaitingShell shell, OutputListener listener, Runnable released) {
        this(host, command, shell.channel(), shell.stdin(), true, listener, released);
        shell.tells(marked, new AfterMarker(stderr));
    }

    private SshExec(
            SshHost host,
            Command<?> command,
            ChannelExec channel,
            OutputStream stdin,
            boolean hasWaited,
            OutputListener listener,
            Runnable released) {
        this.host = host;
        this.command = command;
        this.channel = channel;
        this.stdin = stdin;
        this.hasWaited = hasWaited;
        this.released = released;
        this.stdout = new LineSplitter(OutputListener.Stream.STDOUT, listener);
        this.marked = new AfterMarker(stdout);
        // JSch closes the stream for stderr when the channel is over, that for stdout already at its end of file.
        this.stderr = new LineSplitter(OutputListener.Stream.STDERR, listener, () -> over.complete(null));
    }

    /**
     * Feeds the command and waits for its end.
     *
     * @throws NotBegun when the shell that had waited for it had ended by then
     */
    CommandResult feedAndWait() {
        if (command.stdin() == Stdin.EMPTY) {
            feed();
        } else {
            Daemon.start("feed " + command.argv().get(0), this::feed);
        }
        try {
            awaitEnd(command.deadline());
        } catch (TimeoutException e) {
            endCommand();
            throw new CommandFailed(
                    command, "did not end within " + command.deadline().toSeconds() + " s");
        } catch (InterruptedException e) {
            endCommand();
            Thread.currentThread().interrupt();
            throw new CancellationException(command.argv().get(0) + " was interrupted");
        } catch (ExecutionException e) {
            endCommand();
            throw asRuntime(e.getCause());
        }
        close();
        int exitCode = channel.getExitStatus();
        boolean isEnded = exitCode >= 0 || channel.getExitSignal() != null;
        if (isEnded && hasWaited && !marked.isFound()) {
            throw new NotBegun();
        }
        if (exitCode < 0) {
            throw endedWithoutExitCode();
        }
        return new CommandResult(exitCode, stdout.bytes(), new String(stderr.bytes(), StandardCharsets.UTF_8));
    }

    /**
     * A command that ends without reading all its input is no error of ours: its exit code tells. But when our side
     * cannot produce the input, the command must not take what came so far for all there is.
     */
    private void feed() {
        try {
            command.stdin().writeTo(new ToChannel());
            stdin.close();
        } catch (ChannelBroken e) {
            // Its end or the end of the connection says more.
        } catch (IOException e) {
            inputTrouble.completeExceptionally(
                    new CommandFailed(command, "its input could not be read here: " + e.getMessage()));
        } catch (RuntimeException | Error e) {
            inputTrouble.completeExceptionally(e);
        }
    }

    private void awaitEnd(Duration deadline) throws InterruptedException, TimeoutException, ExecutionException {
        long latestBegin = System.nanoTime() + BEGINNING.toNanos();
        long end = System.nanoTime() + deadline.toNanos();
        CompletableFuture<Object> something = CompletableFuture.anyOf(over, inputTrouble);
        while (!channel.isClosed()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new TimeoutException();
            }
            if (end - left > latestBegin && !marked.isFound()) {
                throw new ExecutionException(new CommandFailed(
                        command, "did not begin within " + BEGINNING.toSeconds() + " s: the host starts no shell"));
            }
            try {
                something.get(Math.min(left, ASK_AGAIN.toNanos()), TimeUnit.NANOSECONDS);
                if (over.isDone()) {
                    return;
                }
            } catch (TimeoutException e) {
                // Ask again.
            }
        }
    }

    private RuntimeException endedWithoutExitCode() {
        if (channel.getExitSignal() == null && host.isBroken()) {
            return host.lost(new IOException(
                    "the connection closed while " + command.argv().get(0) + " ran"));
        }
        String signal = channel.getExitSignal();
        return new CommandFailed(
                command, signal == null ? "was ended on the host, without an exit code" : "was ended by SIG" + signal);
    }

    private static RuntimeException asRuntime(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime ? runtime : new CompletionException(failure);
    }

    /** Closing a channel does not end a command that neither reads nor writes, so it is told to end first. */
    void endCommand() {
        CompletableFuture<Void> told = new CompletableFuture<>();
        Daemon.start("end " + command.argv().get(0), () -> {
            try {
                channel.sendSignal("TERM");
            } catch (Exception e) {
                // The channel is gone already, and the command with it or out of reach.
            } finally {
                close();
                told.complete(null);
            }
        });
        try {
            told.get(TELLING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // A stalled connection: the keepalive ends it soon.
        }
    }

    LiveCommand live() {
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Daemon.start("watch " + command.argv().get(0), () -> {
            try {
                awaitEnd(command.deadline());
            } catch (TimeoutException | InterruptedException | ExecutionException e) {
                endCommand();
            } finally {
                exit.complete(channel.getExitStatus());
            }
        });
        return new Live(exit);
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            channel.disconnect();
            released.run();
        }
    }

    /** Tells apart that the channel cannot be written to from that our own input cannot be read. */
    private final class ToChannel extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                stdin.write(bytes, offset, length);
            } catch (IOException e) {
                throw new ChannelBroken(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                stdin.flush();
            } catch (IOException e) {
                throw new ChannelBroken(e);
            }
        }
    }

    private static final class ChannelBroken extends IOException {
        private static final long serialVersionUID = 1L;

        ChannelBroken(IOException cause) {
            super(cause);
        }
    }

    /** The shell was there when it was taken; it never heard of the command. */
    static final class NotBegun extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final class Live implements LiveCommand {

        private final CompletableFuture<Integer> exit;

        Live(CompletableFuture<Integer> exit) {
            this.exit = exit;
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            stdin.write(bytes);
            stdin.flush();
        }

        @Override
        public CompletableFuture<Integer> exit() {
            return exit;
        }

        @Override
        public void close() {
            SshExec.this.close();
        }
    }
}
