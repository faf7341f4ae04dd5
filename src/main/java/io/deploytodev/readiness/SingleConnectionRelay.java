package io.deploytodev.readiness;

import io.deploytodev.host.Daemon;
import io.deploytodev.host.TcpStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/**
 * Leads one local connection to a stream, for a driver that takes nothing but an address.
 *
 * <p>A second connection is never accepted, and the port stays taken until the relay is closed: were it given back
 * early, another user of this machine could take the driver's place first and then the port, and be sent the password.
 */
final class SingleConnectionRelay implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;

    private final TcpStream stream;
    private final ServerSocket listener;
    private volatile boolean closed;

    private SingleConnectionRelay(TcpStream stream, ServerSocket listener) {
        this.stream = stream;
        this.listener = listener;
    }

    /** @param patience how long the driver may take to come */
    static SingleConnectionRelay to(TcpStream stream, Duration patience) throws IOException {
        ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        listener.setSoTimeout(Math.toIntExact(patience.toMillis()));
        SingleConnectionRelay relay = new SingleConnectionRelay(stream, listener);
        Daemon.start("relay-up", relay::acceptAndPumpUp);
        return relay;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void acceptAndPumpUp() {
        try (Socket socket = listener.accept()) {
            socket.setTcpNoDelay(true);
            Daemon.start("relay-down", () -> pumpDown(socket));
            pump(socket.getInputStream(), stream.out());
        } catch (IOException e) {
            // Either side has closed, or the driver never came: the other side learns it by the close.
        } finally {
            stream.close();
        }
    }

    private void pumpDown(Socket socket) {
        try (socket) {
            pump(stream.in(), socket.getOutputStream());
        } catch (IOException e) {
            // As above.
        }
    }

    private void pump(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = from.read(buffer); n >= 0 && !closed; n = from.read(buffer)) {
            to.write(buffer, 0, n);
            to.flush();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        stream.close();
        listener.close();
    }
}
