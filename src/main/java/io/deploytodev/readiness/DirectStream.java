package io.deploytodev.readiness;

import io.deploytodev.host.TcpStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
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

    static DirectStream open(String host, int port, Duration timeout) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException(host);
        }
        SocketChannel channel = SocketChannel.open();
        try {
            Socket socket = channel.socket();
            socket.connect(address, Math.toIntExact(timeout.toMillis()));
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
