package io.deploytodev.readiness;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A TCP server on the loopback that says what a test scripts, one connection after the other. */
final class ScriptedServer implements AutoCloseable {

    private final ServerSocket listener;
    private final List<Throwable> complaints = new CopyOnWriteArrayList<>();

    private ScriptedServer(ServerSocket listener) {
        this.listener = listener;
    }

    interface Script {
        void play(Socket client) throws IOException;
    }

    static ScriptedServer playing(Script script) throws IOException {
        ScriptedServer server = new ScriptedServer(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(() -> server.serve(script), "scripted-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    /** A port that refuses. */
    static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Script script) {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                script.play(client);
            } catch (EOFException | RuntimeException e) {
                complaints.add(e);
            } catch (IOException e) {
                // The client has what it wanted and went, or the test is over.
            }
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    Connector connector() {
        return Connector.direct("127.0.0.1", port(), Duration.ofSeconds(3));
    }

    @Override
    public void close() throws IOException {
        listener.close();
        if (!complaints.isEmpty()) {
            throw new AssertionError("the script did not expect this client", complaints.get(0));
        }
    }
}
