package io.deploytodev.readiness;

import io.deploytodev.host.TcpStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.util.HashMap;
import java.util.Map;

/**
 * A stream in the shape of a connected socket, for drivers that take a socket from a factory. So they ride on a tunnel
 * without anything listening on this machine.
 */
final class StreamSocket extends Socket {

    private StreamSocket(TcpStream stream) throws SocketException {
        super(new Impl(stream));
    }

    static Socket over(TcpStream stream) throws IOException {
        StreamSocket socket = new StreamSocket(stream);
        // Nothing is connected here: it is how a socket learns that it is.
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        return socket;
    }

    private static final class Impl extends SocketImpl {

        private final TcpStream stream;
        /** Remembered, because drivers read back what they set; a tunnel has nothing to apply them to. */
        private final Map<Integer, Object> options = new HashMap<>();

        Impl(TcpStream stream) {
            this.stream = stream;
        }

        @Override
        protected void create(boolean isStream) {}

        @Override
        protected void connect(String host, int port) {}

        @Override
        protected void connect(InetAddress address, int port) {}

        @Override
        protected void connect(SocketAddress address, int timeout) {}

        @Override
        protected void bind(InetAddress host, int port) {}

        @Override
        protected void listen(int backlog) throws IOException {
            throw new SocketException("a tunnelled stream cannot listen");
        }

        @Override
        protected void accept(SocketImpl s) throws IOException {
            throw new SocketException("a tunnelled stream cannot listen");
        }

        @Override
        protected InputStream getInputStream() {
            return stream.in();
        }

        @Override
        protected OutputStream getOutputStream() {
            return new SentAtOnce(stream.out());
        }

        @Override
        protected int available() throws IOException {
            return stream.in().available();
        }

        @Override
        protected void close() {
            stream.close();
        }

        @Override
        protected void sendUrgentData(int data) throws IOException {
            throw new SocketException("a tunnelled stream has no urgent data");
        }

        @Override
        public void setOption(int option, Object value) {
            options.put(option, value);
        }

        @Override
        public Object getOption(int option) {
            return options.getOrDefault(option, 0);
        }
    }

    /**
     * Flushes each write: a socket's own output passes no flush on, for real ones keep nothing back, but a tunnel's
     * does. Drivers gather their bytes before they write, so this sends no more packets than they mean.
     */
    private static final class SentAtOnce extends FilterOutputStream {

        SentAtOnce(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            out.flush();
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            out.flush();
        }
    }
}
