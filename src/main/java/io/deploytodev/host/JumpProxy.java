package io.deploytodev.host;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** The TCP connection to a host, made by the host before it. */
final class JumpProxy implements Proxy {

    private final SshTarget hop;
    private final Session session;
    private final TimedPipe received = new TimedPipe();
    private @Nullable ChannelDirectTCPIP channel;
    private @Nullable OutputStream out;

    JumpProxy(SshTarget hop, Session session) {
        this.hop = hop;
        this.session = session;
    }

    @Override
    public void connect(@Nullable SocketFactory sockets, String address, int port, int timeoutMillis)
            throws IOException, JSchException {
        ChannelDirectTCPIP opened = (ChannelDirectTCPIP) Opening.channel(session, "direct-tcpip");
        opened.setHost(address);
        opened.setPort(port);
        opened.setOutputStream(received.sink());
        out = opened.getOutputStream();
        try {
            opened.connect(timeoutMillis);
        } catch (JSchException e) {
            throw new HopRefused(hop, SshHost.refused(opened, address + ":" + port, e));
        }
        channel = opened;
    }

    @Override
    public InputStream getInputStream() {
        return received;
    }

    @Override
    public @Nullable OutputStream getOutputStream() {
        return out;
    }

    /** Stands for the socket there is none of: JSch sets on it how long a read may take, on which its keepalive rests. */
    @Override
    public Socket getSocket() {
        return new Socket() {
            @Override
            public synchronized void setSoTimeout(int millis) {
                received.setTimeout(millis);
            }

            @Override
            public void setTcpNoDelay(boolean on) {
                // What goes into a channel goes at once.
            }

            @Override
            public synchronized void close() {
                JumpProxy.this.close();
            }
        };
    }

    @Override
    public void close() {
        if (channel != null) {
            channel.disconnect();
        }
        received.end();
    }

    /** The hop stands, the way on from it does not. */
    static final class HopRefused extends IOException {

        private static final long serialVersionUID = 1L;

        private final transient SshTarget hop;

        HopRefused(SshTarget hop, IOException cause) {
            super(cause.getMessage(), cause);
            this.hop = hop;
        }

        SshTarget hop() {
            return hop;
        }
    }
}
