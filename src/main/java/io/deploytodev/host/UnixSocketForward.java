package io.deploytodev.host;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/**
 * A unix socket that leads elsewhere. It lies in a directory of mode 0700: a TCP listener would let every local user
 * command the engine of the dev host.
 */
final class UnixSocketForward implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path directory;
    private final Path socket;
    private final ServerSocketChannel server;
    private final Target target;

    private UnixSocketForward(Path directory, Path socket, ServerSocketChannel server, Target target) {
        this.directory = directory;
        this.socket = socket;
        this.server = server;
        this.target = target;
    }

    static UnixSocketForward open(Target target) throws IOException {
        Path directory = Files.createTempDirectory(
                "deploy-to-dev-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        LeftSockets.sweep(directory, Instant.now());
        Path socket = directory.resolve(LeftSockets.SOCKET);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        UnixSocketForward forward = new UnixSocketForward(directory, socket, server, target);
        Daemon.start("unix forward", forward::acceptAll);
        return forward;
    }

    Path path() {
        return socket;
    }

    private void acceptAll() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                Daemon.start("unix forward stream", () -> serve(client));
            } catch (IOException e) {
                return; // closed: the connection is over
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                TcpStream far = target.open()) {
            Thread upstream = Daemon.start("unix forward upstream", () -> copyToFar(client, far));
            copyToClient(far.in(), client);
            client.shutdownInput();
            upstream.interrupt();
        } catch (IOException e) {
            // The client sees the end of its stream; it reports that with more context than there is here.
        }
    }

    private static void copyToFar(SocketChannel client, TcpStream far) {
        // Channels.newInputStream would hold a lock for both directions while it waits, so the channel is read itself.
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            while (client.read(buffer) >= 0) {
                far.out().write(buffer.array(), 0, buffer.position());
                far.out().flush();
                buffer.clear();
            }
            far.out().close();
        } catch (IOException e) {
            far.close();
        }
    }

    private static void copyToClient(InputStream in, SocketChannel client) throws IOException {
        byte[] bytes = new byte[BUFFER_BYTES];
        int n = in.read(bytes);
        while (n >= 0) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, n);
            while (buffer.hasRemaining()) {
                client.write(buffer);
            }
            n = in.read(bytes);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // An empty directory of ours may stay in the temporary directory; nothing depends on it.
        }
    }

    /** Opens a stream to the far end, one for each client. */
    @FunctionalInterface
    interface Target {
        TcpStream open() throws IOException;
    }
}
