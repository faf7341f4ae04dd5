package io.deploytodev.host;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shell on the host that waits for the command which it will become. To open a channel and to start a shell in it costs a
 * round trip and some milliseconds, which here have passed when the command is known.
 */
final class WaitingShell {

    private final ChannelExec channel;
    private final Handed stdout = new Handed();
    private final Handed stderr = new Handed();
    private final OutputStream stdin;

    private WaitingShell(ChannelExec channel) throws IOException {
        this.channel = channel;
        channel.setOutputStream(stdout);
        channel.setErrStream(stderr);
        this.stdin = channel.getOutputStream();
    }

    static WaitingShell open(Session session) throws JSchException, IOException {
        ChannelExec channel = (ChannelExec) Opening.channel(session, "exec");
        channel.setCommand(LoginShell.WAITING);
        WaitingShell shell = new WaitingShell(channel);
        Opening.connectAhead(channel, channel::disconnect);
        return shell;
    }

    ChannelExec channel() {
        return channel;
    }

    OutputStream stdin() {
        return stdin;
    }

    /** A server may end it for being idle. */
    boolean isThere() {
        return channel.isConnected() && !channel.isEOF() && !channel.isClosed();
    }

    /** Says who gets what it writes, and has written so far. */
    void tells(OutputStream out, OutputStream err) {
        stdout.to(out);
        stderr.to(err);
    }

    /** @param abandon ends the command that nobody waits for any more */
    void become(List<String> argv, Runnable abandon) throws JSchException {
        byte[] line = LoginShell.word(argv);
        Opening.interruptibly(
                channel,
                () -> {
                    stdin.write(line);
                    stdin.flush();
                },
                abandon);
    }

    void close() {
        channel.disconnect();
    }

    /** Keeps what comes until somebody wants it. */
    private static final class Handed extends OutputStream {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private @Nullable OutputStream taker;
        private boolean isClosed;

        synchronized void to(OutputStream out) {
            taker = out;
            try {
                kept.writeTo(out);
                kept.reset();
                if (isClosed) {
                    out.close();
                }
            } catch (IOException e) {
                throw new IllegalStateException("it is kept in memory", e);
            }
        }

        @Override
        public synchronized void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            (taker == null ? kept : taker).write(bytes, offset, length);
        }

        @Override
        public synchronized void flush() throws IOException {
            if (taker != null) {
                taker.flush();
            }
        }

        @Override
        public synchronized void close() throws IOException {
            isClosed = true;
            if (taker != null) {
                taker.close();
            }
        }
    }
}
