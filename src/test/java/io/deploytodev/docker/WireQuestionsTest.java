package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.docker.Questions.Told;
import io.deploytodev.host.Daemon;
import io.deploytodev.release.ShellHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A socket of this machine, with somebody behind it who answers each question with its path. */
@Timeout(20)
class WireQuestionsTest {

    private static final int NEVER = Integer.MAX_VALUE;

    @TempDir
    private Path directory;

    private final AtomicInteger connections = new AtomicInteger();
    private volatile int hangsUpAfter = NEVER;
    private volatile int announcesTheEndAfter = NEVER;
    private volatile int saysNothingAfter = NEVER;
    private ServerSocketChannel engine;
    private Path socket;

    @BeforeEach
    void listen() throws IOException {
        socket = directory.resolve("engine.sock");
        engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        engine.bind(UnixDomainSocketAddress.of(socket));
        Daemon.start("no engine", this::acceptAll);
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    @Test
    void manyQuestionsAreAnsweredInTheirOrderOverOneConnection() {
        List<String> paths = paths(130);
        try (WireQuestions questions = questions()) {
            assertThat(told(questions, paths)).isEqualTo(paths);
            assertThat(told(questions, paths)).isEqualTo(paths);
        }
        // The one that asks, and those that are ready for whoever asks beside it.
        assertThat(connections).hasValueLessThanOrEqualTo(3);
    }

    @Test
    void noQuestionsNeedNoEngine() throws IOException {
        engine.close();
        try (WireQuestions questions = questions()) {
            assertThat(questions.ask(List.of())).isEmpty();
        }
    }

    @Test
    void anEngineThatEndsConnectionsNowAndThenIsAskedOverOthers() {
        announcesTheEndAfter = 3;
        try (WireQuestions questions = questions()) {
            assertThat(told(questions, paths(10))).isEqualTo(paths(10));
        }
    }

    @Test
    void aConnectionThatNobodyUsedForTooLongIsReplaced() {
        hangsUpAfter = 2;
        try (WireQuestions questions = questions()) {
            assertThat(told(questions, paths(2))).isEqualTo(paths(2));
            assertThat(told(questions, paths(2))).isEqualTo(paths(2));
            assertThat(told(questions, paths(1))).isEqualTo(paths(1));
        }
    }

    @Test
    void anEngineThatHangsUpInTheMiddleOfItsAnswersIsAway() {
        hangsUpAfter = 1;
        try (WireQuestions questions = questions()) {
            assertThatThrownBy(() -> questions.ask(paths(2))).isInstanceOf(EngineAway.class);
        }
    }

    @Test
    void anEngineThatIsNotThereIsAway() throws IOException {
        // To close it would not do: whoever waits for a connection may get one more.
        Files.delete(socket);
        try (WireQuestions questions = questions()) {
            assertThatThrownBy(() -> questions.ask(paths(1))).isInstanceOf(EngineAway.class);
        }
    }

    @Test
    void anEngineThatSaysNothingIsGivenUp() {
        saysNothingAfter = 1;
        try (WireQuestions questions = new WireQuestions(new ShellHost(directory), socket, Duration.ofMillis(200))) {
            assertThatThrownBy(() -> questions.ask(paths(2)))
                    .isInstanceOf(EngineAway.class)
                    .hasMessageContaining("did not answer within");
        }
    }

    @Test
    void whoeverIsInterruptedWaitsNoLonger() {
        saysNothingAfter = 0;
        try (WireQuestions questions = questions()) {
            CompletableFuture<Throwable> seen = new CompletableFuture<>();
            Thread asking = Daemon.start("asking", () -> {
                try {
                    questions.ask(paths(1));
                    seen.complete(null);
                } catch (RuntimeException e) {
                    seen.complete(e);
                }
            });
            asking.interrupt();
            assertThat(seen.join()).isInstanceOf(CancellationException.class);
        }
    }

    private WireQuestions questions() {
        return new WireQuestions(new ShellHost(directory), socket);
    }

    private static List<String> paths(int number) {
        return IntStream.range(0, number).mapToObj(i -> "/some/" + i).toList();
    }

    private static List<String> told(WireQuestions questions, List<String> paths) {
        return questions.ask(paths).stream().map(Told::body).toList();
    }

    private void acceptAll() {
        while (engine.isOpen()) {
            try {
                SocketChannel client = engine.accept();
                connections.incrementAndGet();
                Daemon.start("no engine's connection", () -> serve(client));
            } catch (IOException e) {
                return; // the test is over
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            BufferedReader requests = new BufferedReader(Channels.newReader(client, StandardCharsets.US_ASCII));
            int answered = 0;
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                if (!line.startsWith("GET ")) {
                    continue;
                }
                if (answered < saysNothingAfter) {
                    answer(client, line.split(" ", -1)[1], answered + 1 >= announcesTheEndAfter);
                }
                answered++;
                if (answered >= hangsUpAfter || answered >= announcesTheEndAfter) {
                    return;
                }
            }
        } catch (IOException e) {
            // Whoever asked has gone.
        }
    }

    private static void answer(SocketChannel client, String path, boolean isLast) throws IOException {
        String text = "HTTP/1.1 200 OK\r\n" + (isLast ? "Connection: close\r\n" : "") + "Content-Length: "
                + path.length() + "\r\n\r\n" + path;
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }
}
