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
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;

/** A dev host at the other end of one SSH connection; every command is a channel of its own. */
public final class SshHost implements Host {

    /** JSch ends the channels of a broken connection a moment before the connection says that it is broken. */
    private static final Duration BREAKING = Duration.ofSeconds(2);

    /** OpenSSH allows ten commands at a time on a connection, and one that is being ended still counts. */
    private static final int COMMANDS_AT_A_TIME = 8;

    private static final int OPEN_ADMINISTRATIVELY_PROHIBITED = 1;
    private static final int OPEN_CONNECT_FAILED = 2;

    private final Semaphore commands = new Semaphore(COMMANDS_AT_A_TIME, true);
    private final WaitingShells shells;
    private final String name;
    private final Session session;
    private final List<Session> hops;
    private final List<UnixSocketForward> forwards = Collections.synchronizedList(new ArrayList<>());

    /**
     * On a connection that is open.
     *
     * @param hops the connections that carry this one, the nearest first
     * @param isBusy whether many commands will come, so that a shell is to wait for each
     */
    SshHost(String name, Session session, List<Session> hops, boolean isBusy) {
        this.name = name;
        this.session = session;
        this.shells = new WaitingShells(session, commands, isBusy);
        this.hops = List.copyOf(hops);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public <R> R run(Command<R> command, OutputListener listener) {
        CommandResult result = answer(command, listener);
        if (!command.acceptedExitCodes().contains(result.exitCode())) {
            throw new CommandFailed(command, result);
        }
        return command.parser().parse(result);
    }

    private CommandResult answer(Command<?> command, OutputListener listener) {
        try {
            return open(command, listener).feedAndWait();
        } catch (SshExec.NotBegun e) {
            return openAnew(command, listener).feedAndWait();
        }
    }

    @Override
    public LiveCommand start(Command<?> command, OutputListener listener) {
        return open(command, listener).live();
    }

    private SshExec open(Command<?> command, OutputListener listener) {
        Optional<WaitingShell> waiting = orCancelled(command, () -> shells.take(command.argv()));
        if (waiting.isEmpty()) {
            return openAnew(command, listener);
        }
        SshExec exec = new SshExec(this, command, waiting.get(), listener, commands::release);
        try {
            waiting.get().become(command.argv(), exec::endCommand);
            return exec;
        } catch (JSchException e) {
            exec.close();
            if (session.isConnected()) {
                // It ended a moment ago, and never heard of the command.
                return openAnew(command, listener);
            }
            throw lost(e);
        }
    }

    private SshExec openAnew(Command<?> command, OutputListener listener) {
        String line = LoginShell.line(command.argv());
        orCancelled(command, () -> {
            commands.acquire();
            return commands;
        });
        SshExec exec = null;
        try {
            ChannelExec channel = (ChannelExec) Opening.channel(session, "exec");
            channel.setCommand(line);
            exec = new SshExec(this, command, channel, listener, commands::release);
            Opening.connectAhead(channel, exec::endCommand);
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

    private static <T> T orCancelled(Command<?> command, Waiting<T> waiting) {
        try {
            return waiting.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(command.argv().get(0) + " was interrupted");
        }
    }

    @FunctionalInterface
    private interface Waiting<T> {
        T get() throws InterruptedException;
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
            ChannelExec channel = (ChannelExec) Opening.channel(session, "exec");
            channel.setCommand("true");
            Opening.connect(channel, channel::disconnect);
            channel.disconnect();
            return false;
        } catch (JSchException e) {
            return isSoonDisconnected();
        }
    }

    /** What was refused on a sound connection says nothing of that. */
    private boolean isSoonDisconnected() {
        return Opening.isSoon(BREAKING, () -> !session.isConnected());
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
            return Opening.channel(session, type);
        } catch (JSchException e) {
            throw new IOException(lost(e));
        }
    }

    private static TcpStream stream(Channel channel, String to) throws IOException {
        InputStream in = channel.getInputStream();
        OutputStream out = channel.getOutputStream();
        try {
            Opening.connect(channel, channel::disconnect);
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
