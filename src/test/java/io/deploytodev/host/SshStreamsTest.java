package io.deploytodev.host;

import static io.deploytodev.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TCP streams through the SSH connection. */
@Timeout(20)
class SshStreamsTest {

    private static final int MEGABYTE = 1024 * 1024;

    @TempDir
    static Path keys;

    private static TestSshServer server;
    private static SshHost host;

    @BeforeAll
    static void start() throws Exception {
        server = TestSshServer.start(keys);
        host = server.connect();
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
        server.close();
    }

    @Test
    void what_listens_on_the_host_can_be_talked_to() throws Exception {
        try (ServerSocket listener = listening(client -> client.getInputStream().transferTo(client.getOutputStream()));
                TcpStream stream = host.connect("127.0.0.1", listener.getLocalPort())) {
            stream.out().write("ping".getBytes(StandardCharsets.US_ASCII));
            stream.out().flush();

            assertThat(stream.in().readNBytes(4)).asString().isEqualTo("ping");
        }
    }

    @Test
    void megabytes_come_back_unharmed_while_others_use_the_connection_too() throws Exception {
        byte[] bytes = new byte[4 * MEGABYTE];
        new Random(2).nextBytes(bytes);
        try (ServerSocket listener = listening(client -> client.getInputStream().transferTo(client.getOutputStream()));
                TcpStream stream = host.connect("127.0.0.1", listener.getLocalPort())) {
            CompletableFuture<Void> sent = new CompletableFuture<>();
            Daemon.start("sender", () -> {
                try {
                    stream.out().write(bytes);
                    stream.out().flush();
                    sent.complete(null);
                } catch (IOException e) {
                    sent.completeExceptionally(e);
                }
            });
            assertThat(host.run(Command.of(List.of("echo", "meanwhile"))).text())
                    .isEqualTo("meanwhile\n");
            assertThat(stream.in().readNBytes(bytes.length)).isEqualTo(bytes);
            sent.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_stream_that_nobody_reads_does_not_hold_up_the_rest_of_the_connection() throws Exception {
        CompletableFuture<Void> allSent = new CompletableFuture<>();
        try (ServerSocket listener = listening(client -> {
                    client.getOutputStream().write(new byte[8 * MEGABYTE]);
                    client.getOutputStream().flush();
                    allSent.complete(null);
                });
                TcpStream unread = host.connect("127.0.0.1", listener.getLocalPort())) {
            allSent.get(10, TimeUnit.SECONDS);

            assertThat(host.run(Command.of(List.of("echo", "alive"))).text()).isEqualTo("alive\n");
            assertThat(unread.in().readNBytes(8 * MEGABYTE)).hasSize(8 * MEGABYTE);
        }
    }

    @Test
    void the_end_of_the_far_side_is_the_end_of_the_stream() throws Exception {
        try (ServerSocket listener =
                        listening(client -> client.getOutputStream().write('x'));
                TcpStream stream = host.connect("127.0.0.1", listener.getLocalPort())) {
            assertThat(stream.in().readAllBytes()).containsExactly('x');
        }
    }

    @Test
    void a_port_on_which_nothing_listens_is_an_error_that_names_it() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(() -> host.connect("127.0.0.1", port))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + port);
        assertThat(host.run(Command.of(List.of("echo", "alive"))).text()).isEqualTo("alive\n");
    }

    @Test
    void a_closed_stream_closes_the_far_side_too() throws Exception {
        CompletableFuture<Integer> farSide = new CompletableFuture<>();
        try (ServerSocket listener =
                listening(client -> farSide.complete(client.getInputStream().read()))) {
            host.connect("127.0.0.1", listener.getLocalPort()).close();

            eventually(() -> assertThat(farSide).isCompletedWithValue(-1));
        }
    }

    private static ServerSocket listening(Peer peer) throws IOException {
        ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Daemon.start("peer", () -> {
            try (Socket client = listener.accept()) {
                peer.serve(client);
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        return listener;
    }

    private interface Peer {
        void serve(Socket client) throws IOException;
    }
}
