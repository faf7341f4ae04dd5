package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.deploytodev.host.Daemon;
import java.io.IOException;
import java.io.InputStream;
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

/** A socket of this machine, with nothing like an engine behind it. */
@Timeout(20)
class PlainTransportTest {

    private static final Request QUESTION =
            Request.builder().method(Request.Method.GET).path("/events?x=1").build();
    private static final String BEGUN = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n";

    @TempDir
    private Path directory;

    private ServerSocketChannel engine;
    private PlainTransport transport;

    @BeforeEach
    void listen() throws IOException {
        Path socket = directory.resolve("engine.sock");
        engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        engine.bind(UnixDomainSocketAddress.of(socket));
        transport = new PlainTransport(socket);
    }

    @AfterEach
    void stop() throws IOException {
        transport.close();
        engine.close();
    }

    @Test
    void theQuestionArrivesAndSoDoesTheAnswer() throws Exception {
        CompletableFuture<String> heard = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        try (Response response = transport.execute(QUESTION)) {
            assertThat(response.getStatusCode()).isEqualTo(200);
            assertThat(new String(response.getBody().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("ok");
        }
        assertThat(heard.get()).startsWith("GET /events?x=1 HTTP/1.1\r\nHost: ").endsWith("\r\n\r\n");
    }

    @Test
    void aReaderThatWaitsIsLetGoWhenAllIsClosed() throws Exception {
        CompletableFuture<String> heard = answering(BEGUN);
        Response response = transport.execute(QUESTION);
        assertThat(heard.get()).startsWith("GET ");
        InputStream body = response.getBody();
        assertThat(body.readNBytes(2)).hasSize(2);
        CompletableFuture<Integer> more = new CompletableFuture<>();
        Daemon.start("reader", () -> {
            try {
                more.complete(body.read());
            } catch (IOException e) {
                more.completeExceptionally(e);
            }
        });

        transport.close();

        assertThatThrownBy(() -> more.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> transport.execute(QUESTION)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aSocketThatNobodyListensAtIsTold() throws IOException {
        engine.close();
        assertThatThrownBy(() -> transport.execute(QUESTION)).hasCauseInstanceOf(IOException.class);
    }

    /** Says this to the first who comes, and listens on. */
    private CompletableFuture<String> answering(String answer) {
        CompletableFuture<String> heard = new CompletableFuture<>();
        Daemon.start("no engine", () -> {
            try (SocketChannel client = engine.accept()) {
                ByteBuffer question = ByteBuffer.allocate(1000);
                client.read(question);
                heard.complete(new String(question.array(), 0, question.position(), StandardCharsets.US_ASCII));
                client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
                client.read(question.clear());
            } catch (IOException e) {
                heard.completeExceptionally(e);
            }
        });
        return heard;
    }
}
