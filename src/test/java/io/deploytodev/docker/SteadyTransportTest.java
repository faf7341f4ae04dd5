package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.deploytodev.release.ShellHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host whose link holds, and what stands at its end instead of an engine. */
@Timeout(30)
class SteadyTransportTest {

    private static final Request PING =
            Request.builder().method(Request.Method.GET).path("/_ping").build();

    @TempDir
    private Path home;

    @Test
    void anEngineThatHangsUpInTheMiddleOfAnAnswerIsAway() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            answering(server, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nO");
            assertThatThrownBy(() -> ping(server)).isInstanceOf(EngineAway.class);
        }
    }

    @Test
    void oneThatNobodyIsToBeFoundForIsAwayToo() throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.close();
        assertThatThrownBy(() -> ping(server)).isInstanceOf(EngineAway.class);
    }

    @Test
    void whatAnEngineAnswersArrives() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            answering(server, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");
            assertThat(ping(server)).isEqualTo("OK");
        }
    }

    private String ping(ServerSocket server) throws IOException {
        URI address = URI.create("tcp://127.0.0.1:" + server.getLocalPort());
        try (ShellHost host = new ShellHost(home);
                DockerHttpClient transport = new SteadyTransport(
                        () -> new ApacheDockerHttpClient.Builder()
                                .dockerHost(address)
                                .build(),
                        host);
                DockerHttpClient.Response response = transport.execute(PING)) {
            return new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Says this to everybody who comes, and hangs up. */
    private static void answering(ServerSocket server, String answer) {
        io.deploytodev.host.Daemon.start("no engine", () -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    int first = socket.getInputStream().read();
                    assertThat(first).isPositive();
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // The test is over.
                }
            }
        });
    }
}
