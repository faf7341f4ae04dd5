package io.deploytodev.readiness;

import io.deploytodev.host.TcpStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A plain TCP connection. It is a channel's socket because, unlike a plain socket, an interrupt ends its reads. */
final class DirectStream implements TcpStream {

    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;

    private DirectStream(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.in = channel.socket().getInputStream();
        this.out = channel.socket().getOutputStream();
    }

    /** Tries each address of the host in turn: a name may lead to both IPv6 and IPv4, and the service listen on one. */
    static DirectStream open(String host, int port, Duration timeout) throws IOException {
        IOException last = new UnknownHostException(host);
        for (InetAddress address : InetAddress.getAllByName(host)) {
            try {
                return open(new InetSocketAddress(address, port), timeout);
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static DirectStream open(InetSocketAddress address, Duration timeout) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(address, Math.toIntExact(timeout.toMillis()));
            return new DirectStream(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is gone either way, and nobody reads from here any more.
        }
    }
}
