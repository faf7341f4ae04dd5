package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class WebSocketProbeTest {

    private final CompletableFuture<byte[]> afterTheHandshake = new CompletableFuture<>();

    @Test
    void aWebSocketIsReadyAndIsTakenLeaveOf() throws Exception {
        try (ScriptedServer server = server(key -> "101 Switching Protocols\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Accept: " + accept(key))) {
            assertThat(WebSocketProbe.to(server.url("/ws/probe"), Dialogue.PATIENCE)
                            .ask())
                    .isEqualTo(new Ready("answered 101, a WebSocket"));
            assertThat(afterTheHandshake.get(3, TimeUnit.SECONDS)).startsWith(0x88, 0x80);
        }
    }

    @Test
    void anyOtherAnswerIsNotYet() throws IOException {
        try (ScriptedServer server = server(key -> "403 Forbidden\r\nContent-Length: 0")) {
            assertThat(WebSocketProbe.to(server.url("/ws/probe"), Dialogue.PATIENCE)
                            .ask())
                    .isEqualTo(new NotYet("answered 403 to the upgrade, not 101"));
        }
    }

    @Test
    void aServerThatDoesNotReadTheKeyIsNoWebSocket() throws IOException {
        try (ScriptedServer server = server(key -> "101 Switching Protocols\r\nSec-WebSocket-Accept: " + key)) {
            assertThat(WebSocketProbe.to(server.url("/ws/probe"), Dialogue.PATIENCE)
                            .ask()
                            .why())
                    .contains("not as a WebSocket");
        }
    }

    private ScriptedServer server(UnaryOperator<String> answerToKey) throws IOException {
        return ScriptedServer.playing(client -> {
            StringBuilder request = new StringBuilder();
            while (!request.toString().endsWith("\r\n\r\n")) {
                request.append((char) client.getInputStream().read());
            }
            assertThat(request.toString())
                    .startsWith("GET /ws/probe HTTP/1.1\r\n")
                    .contains("Upgrade: websocket\r\n");
            String key = request.toString().replaceFirst("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
            String answer = "HTTP/1.1 " + answerToKey.apply(key) + "\r\n\r\n";
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            afterTheHandshake.complete(client.getInputStream().readNBytes(2));
        });
    }

    private static String accept(String key) {
        try {
            byte[] text = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
