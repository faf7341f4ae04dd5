package io.deploytodev.host;

import static io.deploytodev.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real SSH server behind a link that is cut. */
@Timeout(60)
class ReconnectingHostTest {

    @TempDir
    private Path directory;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private TestSshServer server;
    private CuttableLink link;
    private ReconnectingHost host;

    @BeforeEach
    void connect() throws Exception {
        server = TestSshServer.start(directory);
        link = CuttableLink.to("127.0.0.1", server.port());
        host = server.connectThrough(link, Duration.ofSeconds(20), new ReconnectingHost.LinkListener() {
            @Override
            public void lost(String name, Duration patience) {
                told.add("lost " + name);
            }

            @Override
            public void restored(String name, Duration after) {
                told.add("restored " + name);
            }
        });
    }

    @AfterEach
    void close() {
        host.close();
        link.close();
        server.close();
    }

    @Test
    void whatComesAfterACutFindsANewConnection() {
        link.cut();
        link.heal();
        assertThat(host.run(script("echo here").repeatable()).text()).isEqualTo("here\n");
        eventually(() -> assertThat(told).containsExactly("lost dev", "restored dev"));
        assertThat(host.connection()).isEqualTo(2);
    }

    @Test
    void aQuestionThatWasCutOffIsAskedAgain() throws Exception {
        Path asked = directory.resolve("asked");
        CompletableFuture<String> answer = inBackground(script(
                        "echo x >> \"$1\"; [ \"$(wc -l < \"$1\")\" -gt 1 ] || exec sleep 1000; echo 42",
                        asked.toString())
                .repeatable());
        eventually(() -> assertThat(asked).hasContent("x"));
        link.cut();
        eventually(() -> assertThat(told).contains("lost dev"));
        link.heal();
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("42\n");
    }

    @Test
    void whatMustNotRunTwiceFailsAndItsCallerMayGoOn() throws Exception {
        Path began = directory.resolve("began");
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Daemon.start(
                "caller",
                () -> outcome.complete(
                        catchThrowable(() -> host.run(script("echo x >> \"$1\"; exec sleep 1000", began.toString())))));
        eventually(() -> assertThat(began).hasContent("x"));
        link.cut();
        Throwable failure = outcome.get(20, TimeUnit.SECONDS);
        assertThat(failure).isInstanceOf(HostUnreachable.class);
        assertThat(((HostUnreachable) failure).isPassing()).isTrue();
        link.heal();
        assertThat(host.run(script("cat \"$1\"", began.toString()).repeatable()).text())
                .isEqualTo("x\n");
    }

    @Test
    void aLinkThatFallsSilentIsNoticed() throws Exception {
        Path asked = directory.resolve("asked");
        CompletableFuture<String> answer = inBackground(script(
                        "echo x >> \"$1\"; [ \"$(wc -l < \"$1\")\" -gt 1 ] || exec sleep 1000; echo 42",
                        asked.toString())
                .repeatable());
        eventually(() -> assertThat(asked).hasContent("x"));
        link.fallSilent();
        eventually(() -> assertThat(told).contains("lost dev"));
        link.heal();
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("42\n");
    }

    @Test
    void aLinkThatFallsSilentInTheMiddleOfAnUploadIsNoticed() throws Exception {
        CompletableFuture<Void> flowing = new CompletableFuture<>();
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        byte[] block = new byte[1 << 16];
        Command<CommandResult> upload = script("cat > /dev/null").fedWith(out -> {
            while (true) {
                out.write(block);
                flowing.complete(null);
            }
        });
        Daemon.start("caller", () -> outcome.complete(catchThrowable(() -> host.run(upload))));
        flowing.get(20, TimeUnit.SECONDS);
        link.fallSilent();
        assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(HostUnreachable.class);
        link.heal();
        assertThat(host.run(script("echo here").repeatable()).text()).isEqualTo("here\n");
    }

    @Test
    void aStreamLeadsThroughTheNewConnection() throws Exception {
        try (ServerSocket far = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Daemon.start("far end", () -> {
                try {
                    while (true) {
                        try (Socket client = far.accept()) {
                            client.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
                        }
                    }
                } catch (IOException e) {
                    // closed
                }
            });
            assertThat(read(far.getLocalPort())).isEqualTo("hello");
            link.cut();
            link.heal();
            assertThat(read(far.getLocalPort())).isEqualTo("hello");
        }
    }

    @Test
    void whatBrokeWithTheLinkIsToldFromWhatBrokeByItself() {
        int before = host.connection();
        assertThat(host.isConnectedAgainSince(before)).isFalse();
        link.cut();
        link.heal();
        assertThat(host.isConnectedAgainSince(before)).isTrue();
    }

    @Test
    void oneThatStaysAwayIsGivenUpWithTheReasonAndNotTriedForAgain() throws Exception {
        ReconnectingHost impatient =
                server.connectThrough(link, Duration.ofMillis(300), ReconnectingHostTest.silently());
        link.cut();
        HostUnreachable gone = catchThrowableOfType(
                HostUnreachable.class, () -> impatient.run(script("true").repeatable()));
        assertThat(gone.isPassing()).isFalse();
        assertThat(gone).hasMessageContaining("tried in vain to connect again").hasMessageContaining("127.0.0.1");
        link.heal();
        assertThat(catchThrowable(() -> impatient.run(script("true")))).isSameAs(gone);
    }

    private CompletableFuture<String> inBackground(Command<CommandResult> command) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Daemon.start("caller", () -> {
            try {
                answer.complete(host.run(command).text());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private String read(int port) throws IOException {
        try (TcpStream stream = host.connect("127.0.0.1", port)) {
            return new String(stream.in().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ReconnectingHost.LinkListener silently() {
        return new ReconnectingHost.LinkListener() {
            @Override
            public void lost(String name, Duration patience) {}

            @Override
            public void restored(String name, Duration after) {}
        };
    }

    private static Command<CommandResult> script(String script, String... parameters) {
        return Command.script(script, List.of(parameters));
    }
}
