package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.host.Daemon;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class HijackedStreamTest {

    private static final String SWITCHED = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

    @TempDir
    private Path directory;

    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket()));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Path socket() {
        return directory.resolve("s");
    }

    @Test
    void whatComesRightAfterTheAnswerIsTheStreams() throws Exception {
        answering(SWITCHED + "first");
        try (HijackedStream stream = HijackedStream.open(socket(), "/exec/1/start", "{}")) {
            assertThat(text(stream)).isEqualTo("first");
        }
    }

    @Test
    void theEndOfTheInputIsSeenWhileTheOutputGoesOn() throws Exception {
        CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> {
            try (SocketChannel client = server.accept()) {
                readUntil(client, "{}");
                client.write(bytes(SWITCHED));
                String input = toTheEnd(client);
                client.write(bytes("after the end: " + input));
                return input;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        try (HijackedStream stream = HijackedStream.open(socket(), "/exec/1/start", "{}")) {
            stream.write("all there is".getBytes(StandardCharsets.UTF_8));
            stream.endInput();
            assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("all there is");
            assertThat(text(stream)).isEqualTo("after the end: all there is");
        }
    }

    @Test
    void aRefusalIsToldInTheEnginesWords() {
        answering("HTTP/1.1 409 Conflict\r\nContent-Length: 29\r\n\r\n{\"message\":\"it is paused now\"}");
        assertThatThrownBy(() -> HijackedStream.open(socket(), "/exec/1/start", "{}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("409 Conflict")
                .hasMessageContaining("it is paused now");
    }

    @Test
    void anEngineThatHangsUpIsAFailure() {
        answering("HTTP/1.1 101 UPGR");
        assertThatThrownBy(() -> HijackedStream.open(socket(), "/exec/1/start", "{}"))
                .isInstanceOf(IOException.class);
    }

    private void answering(String answer) {
        Daemon.start("answering", () -> {
            try (SocketChannel client = server.accept()) {
                readUntil(client, "{}");
                client.write(bytes(answer));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void readUntil(SocketChannel client, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (!text.toString().endsWith(end) && client.read(one) > 0) {
            text.append((char) one.flip().get());
            one.clear();
        }
    }

    private static String toTheEnd(SocketChannel client) throws IOException {
        StringBuilder text = new StringBuilder();
        ByteBuffer some = ByteBuffer.allocate(64);
        while (client.read(some) >= 0) {
            text.append(StandardCharsets.UTF_8.decode(some.flip()));
            some.clear();
        }
        return text.toString();
    }

    private static String text(HijackedStream stream) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] some = new byte[64];
        for (int n = stream.read(some); n >= 0; n = stream.read(some)) {
            text.append(new String(some, 0, n, StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
