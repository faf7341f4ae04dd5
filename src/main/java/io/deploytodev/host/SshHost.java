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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A dev host at the other end of one SSH connection; every command is a channel of its own. */
public final class SshHost implements Host {

    /** A channel opens within a round trip; longer means that the connection is dead. */
    private static final int CHANNEL_TIMEOUT_MILLIS = 15_000;

    private static final int OPEN_ADMINISTRATIVELY_PROHIBITED = 1;
    private static final int OPEN_CONNECT_FAILED = 2;

    private final String name;
    private final Session session;
    private final List<UnixSocketForward> forwards = Collections.synchronizedList(new ArrayList<>());

    SshHost(String name, Session session) {
        this.name = name;
        this.session = session;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public <R> R run(Command<R> command, OutputListener listener) {
        try (SshExec exec = open(command, listener)) {
            CommandResult result = exec.feedAndWait();
            if (!command.acceptedExitCodes().contains(result.exitCode())) {
                throw new CommandFailed(command, result);
            }
            return command.parser().parse(result);
        }
    }

    @Override
    public LiveCommand start(Command<?> command, OutputListener listener) {
        return open(command, listener).live();
    }

    private SshExec open(Command<?> command, OutputListener listener) {
        try {
            ChannelExec channel = (ChannelExec) session.openChannel("exec");
            channel.setCommand(ShellQuoting.quote(command.argv()));
            SshExec exec = new SshExec(this, command, channel, listener);
            channel.connect(CHANNEL_TIMEOUT_MILLIS);
            return exec;
        } catch (JSchException | IOException e) {
            throw lost(e);
        }
    }

    HostUnreachable lost(Throwable cause) {
        String why = session.isConnected() ? String.valueOf(cause.getMessage()) : "the connection is gone";
        return new HostUnreachable("The connection to " + name + " does not work: " + why + ".", cause);
    }

    boolean isConnected() {
        return session.isConnected();
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
            return session.openChannel(type);
        } catch (JSchException e) {
            throw new IOException(lost(e));
        }
    }

    private static TcpStream stream(Channel channel, String to) throws IOException {
        InputStream in = channel.getInputStream();
        OutputStream out = channel.getOutputStream();
        try {
            channel.connect(CHANNEL_TIMEOUT_MILLIS);
        } catch (JSchException e) {
            throw refused(channel, to, e);
        }
        return new ChannelStream(channel, in, new Unbuffered(out));
    }

    /** JSch says only that the channel did not open; the server's reason (RFC 4254, section 5.1) is its exit status. */
    private static IOException refused(Channel channel, String to, JSchException e) {
        return switch (channel.getExitStatus()) {
            case OPEN_ADMINISTRATIVELY_PROHIBITED -> new IOException(
                    "the SSH server does not allow the way to " + to + " (AllowTcpForwarding, AllowStreamLocalForwarding)",
                    e);
            case OPEN_CONNECT_FAILED -> withCause(new ConnectException("connection refused"), e);
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
