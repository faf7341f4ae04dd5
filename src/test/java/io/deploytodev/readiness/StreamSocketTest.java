package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.host.TcpStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class StreamSocketTest {

    private final Tunnel tunnel = new Tunnel();

    @Test
    void looksConnectedToADriver() throws IOException {
        try (Socket socket = StreamSocket.over(tunnel)) {
            assertThat(socket.isConnected()).isTrue();
            assertThat(socket.isBound()).isTrue();
            socket.setSoTimeout(1234);
            assertThat(socket.getSoTimeout()).isEqualTo(1234);
        }
    }

    @Test
    void whatADriverWritesIsSentAtOnceThoughTheTunnelKeepsBytesBack() throws IOException {
        try (Socket socket = StreamSocket.over(tunnel)) {
            socket.getOutputStream().write(new byte[] {1, 2, 3});
            socket.getOutputStream().write(4);
            assertThat(tunnel.sent.toByteArray()).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void readsWhatTheTunnelBringsAndClosesIt() throws IOException {
        Socket socket = StreamSocket.over(tunnel);
        assertThat(socket.getInputStream().read()).isEqualTo(42);
        socket.close();
        assertThat(tunnel.closed).isTrue();
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
    }

    /** Keeps bytes back until they are flushed, as an SSH channel does. */
    private static final class Tunnel implements TcpStream {

        final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        boolean closed;
        private final InputStream in = new ByteArrayInputStream(new byte[] {42});
        private final OutputStream out = new BufferedOutputStream(sent);

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
            closed = true;
        }
    }
}
