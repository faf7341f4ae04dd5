package io.deploytodev.host;

import com.jcraft.jsch.ChannelExec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** One command on one channel. */
final class SshExec implements AutoCloseable {

    /** JSch tells nobody that a channel closed; asking costs nothing. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(1);

    private final SshHost host;
    private final Command<?> command;
    private final ChannelExec channel;
    private final LineSplitter stdout;
    private final LineSplitter stderr;
    private final OutputStream stdin;

    SshExec(SshHost host, Command<?> command, ChannelExec channel, OutputListener listener) throws IOException {
        this.host = host;
        this.command = command;
        this.channel = channel;
        this.stdout = new LineSplitter(OutputListener.Stream.STDOUT, listener);
        this.stderr = new LineSplitter(OutputListener.Stream.STDERR, listener);
        channel.setOutputStream(stdout);
        channel.setErrStream(stderr);
        this.stdin = channel.getOutputStream();
    }

    CommandResult feedAndWait() {
        try {
            feed();
            waitForEnd(command.deadline());
            if (channel.getExitStatus() < 0 && !host.isConnected()) {
                throw host.lost(new IOException(
                        "the connection closed while " + command.argv().get(0) + " ran"));
            }
            return new CommandResult(
                    channel.getExitStatus(), stdout.bytes(), new String(stderr.bytes(), StandardCharsets.UTF_8));
        } catch (ConditionTimeoutException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException(command.argv().get(0) + " was interrupted");
            }
            throw new CommandFailed(
                    command, "did not end within " + command.deadline().toSeconds() + " s");
        }
    }

    /** A command that ends without reading all its input is no error of ours: its exit code tells. */
    private void feed() {
        try {
            command.stdin().writeTo(stdin);
            stdin.close();
        } catch (IOException e) {
            if (!channel.isClosed() && !channel.isEOF()) {
                throw host.lost(e);
            }
        }
    }

    private void waitForEnd(Duration deadline) {
        if (channel.isClosed()) {
            return;
        }
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(ASK_AGAIN)
                    .timeout(deadline)
                    .until(channel::isClosed);
        } catch (RuntimeException e) {
            if (Thread.interrupted() || e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw new CancellationException(command.argv().get(0) + " was interrupted");
            }
            throw e;
        }
    }

    LiveCommand live() {
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Thread watcher = new Thread(
                () -> {
                    try {
                        waitForEnd(command.deadline());
                        exit.complete(channel.getExitStatus());
                    } catch (ConditionTimeoutException e) {
                        exit.complete(-1);
                    }
                },
                "watch " + command.argv().get(0));
        watcher.setDaemon(true);
        watcher.start();
        return new Live(exit);
    }

    @Override
    public void close() {
        channel.disconnect();
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
