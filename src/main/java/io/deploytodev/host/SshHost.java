package io.deploytodev.host;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelDirectStreamLocal;
import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A dev host at the other end of one SSH connection; every command is a channel of its own. */
public final class SshHost implements Host {

    /** A channel opens within a round trip. When the link is dead, that is noticed before. */
    private static final int CHANNEL_TIMEOUT_MILLIS = 30_000;

    /** From one line of JSch's reader to the next, on a machine that has much else to do. */
    private static final Duration CLOSING = Duration.ofMillis(500);

    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    /** JSch ends the channels of a broken connection a moment before the connection says that it is broken. */
    private static final Duration BREAKING = Duration.ofSeconds(2);

    /** OpenSSH allows ten commands at a time on a connection, and one that is being ended still counts. */
    private static final int COMMANDS_AT_A_TIME = 8;

    private static final int OPEN_ADMINISTRATIVELY_PROHIBITED = 1;
    private static final int OPEN_CONNECT_FAILED = 2;

    private final Semaphore commands = new Semaphore(COMMANDS_AT_A_TIME, true);
    private final String name;
    private final Session session;
    private final List<Session> hops;
    private final List<UnixSocketForward> forwards = Collections.synchronizedList(new ArrayList<>());

    /** @param hops the connections that carry this one, the nearest first */
    SshHost(String name, Session session, List<Session> hops) {
        this.name = name;
        this.session = session;
        this.hops = List.copyOf(hops);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public <R> R run(Command<R> command, OutputListener listener) {
        CommandResult result = open(command, listener).feedAndWait();
        if (!command.acceptedExitCodes().contains(result.exitCode())) {
            throw new CommandFailed(command, result);
        }
        return command.parser().parse(result);
    }

    @Override
    public LiveCommand start(Command<?> command, OutputListener listener) {
        return open(command, listener).live();
    }

    private SshExec open(Command<?> command, OutputListener listener) {
        String line = LoginShell.line(command.argv());
        try {
            commands.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(command.argv().get(0) + " was interrupted");
        }
        SshExec exec = null;
        try {
            ChannelExec channel = (ChannelExec) openChannel(session, "exec");
            channel.setCommand(line);
            exec = new SshExec(this, command, channel, listener, commands::release);
            connect(channel, exec::endCommand);
            return exec;
        } catch (JSchException | IOException e) {
            if (exec == null) {
                commands.release();
            } else {
                exec.close();
            }
            throw lost(e);
        }
    }

    /** A command may be through already: its channel is marked as not connected first, and as closed right after. */
    private static boolean isClosing(Channel channel) throws JSchException {
        Session session = channel.getSession();
        return isSoon(CLOSING, () -> channel.isClosed() || !session.isConnected()) && channel.isClosed();
    }

    /** Opens a channel so that an interrupt is heard; {@code abandon} then ends the channel as soon as it is open. */
    private static void connect(Channel channel, Runnable abandon) throws JSchException {
        CompletableFuture<Void> connected = new CompletableFuture<>();
        AtomicBoolean abandoned = new AtomicBoolean();
        Daemon.start("open channel", () -> {
            try {
                channel.connect(CHANNEL_TIMEOUT_MILLIS);
                // JSch keeps to itself that the socket broke meanwhile.
                if (!channel.isConnected() && !isClosing(channel)) {
                    throw new JSchException("the channel did not open");
                }
                connected.complete(null);
            } catch (JSchException | RuntimeException e) {
                connected.completeExceptionally(e);
            }
            if (abandoned.get()) {
                abandon.run();
            }
        });
        try {
            awaitOpen(connected, channel.getSession());
        } catch (InterruptedException e) {
            abandoned.set(true);
            if (connected.isDone()) {
                abandon.run();
            }
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a channel was opened");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof JSchException cause ? cause : new JSchException("no channel", e.getCause());
        }
    }

    /** JSch has none to give, and does not say why, when the connection breaks at that moment. */
    static Channel openChannel(Session session, String type) throws JSchException {
        @Nullable Channel channel = session.openChannel(type);
        if (channel == null) {
            throw new JSchException("the connection is gone");
        }
        return channel;
    }

    /** JSch goes on waiting for the answer on a connection that is gone. */
    private static void awaitOpen(CompletableFuture<Void> opened, Session session)
            throws JSchException, InterruptedException, ExecutionException {
        while (true) {
            try {
                opened.get(ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                if (!session.isConnected()) {
                    throw new JSchException("the connection is gone", e);
                }
            }
        }
    }

    HostUnreachable lost(Throwable cause) {
        String why = session.isConnected() ? String.valueOf(cause.getMessage()) : "the connection is gone";
        return new HostUnreachable("The connection to " + name + " does not work: " + why + ".", cause);
    }

    boolean isConnected() {
        return session.isConnected();
    }

    /**
     * Whether the connection is gone; to be asked when something on it has just broken. A round trip answers that, however
     * slow this machine is to notice.
     */
    boolean isBroken() {
        try {
            ChannelExec channel = (ChannelExec) openChannel(session, "exec");
            channel.setCommand("true");
            connect(channel, channel::disconnect);
            channel.disconnect();
            return false;
        } catch (JSchException e) {
            return isSoonDisconnected();
        }
    }

    /** What was refused on a sound connection says nothing of that. */
    private boolean isSoonDisconnected() {
        return isSoon(BREAKING, () -> !session.isConnected());
    }

    /** JSch tells nobody of what its reader finds out. */
    private static boolean isSoon(Duration patience, BooleanSupplier fact) {
        long end = System.nanoTime() + patience.toNanos();
        while (!fact.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return fact.getAsBoolean();
    }

    @Override
    public TcpStream connect(String address, int port) throws IOException {
        ChannelDirectTCPIP channel = (ChannelDirectTCPIP) newChannel("direct-tcpip");
        channel.setHost(address);
        channel.setPort(port);
        return stream(channel, address + ":" + port);
    }

    TcpStream connectUnix(String socketPath) throws IOException {
        ChannelDirectStreamLocal channel = (ChannelDirectStreamLocal) newChannel("direct-streamlocal@openssh.com");
        channel.setSocketPath(socketPath);
        return stream(channel, socketPath);
    }

    private Channel newChannel(String type) throws IOException {
        try {
            return openChannel(session, type);
        } catch (JSchException e) {
            throw new IOException(lost(e));
        }
    }

    private static TcpStream stream(Channel channel, String to) throws IOException {
        InputStream in = channel.getInputStream();
        OutputStream out = channel.getOutputStream();
        try {
            connect(channel, channel::disconnect);
        } catch (JSchException e) {
            throw refused(channel, to, e);
        }
        return new ChannelStream(channel, in, new Unbuffered(out));
    }

    /** JSch says only that the channel did not open; the server's reason (RFC 4254, section 5.1) is its exit status. */
    static IOException refused(Channel channel, String to, JSchException e) {
        return switch (channel.getExitStatus()) {
            case OPEN_ADMINISTRATIVELY_PROHIBITED ->
                new IOException(
                        "the SSH server does not allow the way to " + to
                                + " (AllowTcpForwarding, AllowStreamLocalForwarding)",
                        e);
            case OPEN_CONNECT_FAILED -> withCause(new ConnectException("connection refused by " + to), e);
            default -> new IOException("no connection to " + to + ": " + e.getMessage(), e);
        };
    }

    private static IOException withCause(IOException failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }

    @Override
    public Path forwardUnixSocket(String remoteSocket) throws IOException {
        UnixSocketForward forward = UnixSocketForward.open(() -> connectUnix(remoteSocket));
        forwards.add(forward);
        return forward.path();
    }

    @Override
    public void close() {
        forwards.forEach(UnixSocketForward::close);
        session.disconnect();
        disconnect(hops);
    }

    /** From the far end, for each carries those after it. */
    static void disconnect(List<Session> hops) {
        for (int i = hops.size() - 1; i >= 0; i--) {
            hops.get(i).disconnect();
        }
    }

    private record ChannelStream(Channel channel, InputStream in, OutputStream out) implements TcpStream {

        @Override
        public void close() {
            channel.disconnect();
        }
    }

    /**
     * JSch keeps what is written until somebody flushes; a socket sends at once, and so must what stands for one: the
     * streams of {@link java.net.Socket} do not even pass a flush on.
     */
    private static final class Unbuffered extends OutputStream {

        private final OutputStream out;

        Unbuffered(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            out.flush();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
