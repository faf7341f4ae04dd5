package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.readiness.ProbeResult.Never;
import io.deploytodev.readiness.ProbeResult.NotYet;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoltProbeTest {

    /** Longer than any probe waits: on a busy machine a driver may take seconds to load. */
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final BoltLogin LOGIN = new BoltLogin("neo4j", new Secret("s3cretpw"));

    @ParameterizedTest
    @CsvSource({
        "Neo.ClientError.Security.Unauthorized, NEO4J_AUTH counts only for an empty volume",
        "Neo.ClientError.Security.CredentialsExpired, choose a new password",
        "Neo.ClientError.Security.Forbidden, default database",
    })
    void aLoginThatIsRefusedIsNever(String code, String hint) throws IOException {
        try (ScriptedServer server = refusingLogins(code, "go away")) {
            ProbeResult answer = new BoltProbe(server.connector(), LOGIN, LONG).ask();
            assertThat(answer).isInstanceOf(Never.class);
            assertThat(answer.why()).isEqualTo("go away");
            assertThat(((Never) answer).next()).contains(hint);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Neo.ClientError.Security.AuthenticationRateLimit, takes no logins for some seconds",
        "Neo.TransientError.General.DatabaseUnavailable, go away",
    })
    void whatPassesByItselfIsNotYet(String code, String why) throws IOException {
        try (ScriptedServer server = refusingLogins(code, "go away")) {
            ProbeResult answer = new BoltProbe(server.connector(), LOGIN, LONG).ask();
            assertThat(answer).isInstanceOf(NotYet.class);
            assertThat(answer.why()).contains(why);
        }
    }

    @Test
    void aPasswordThatTheServerRepeatsIsHidden() throws IOException {
        try (ScriptedServer server = refusingLogins("Neo.ClientError.Security.Unauthorized", "s3cretpw is not it")) {
            assertThat(new BoltProbe(server.connector(), LOGIN, LONG).ask().toString())
                    .contains("*** is not it")
                    .doesNotContain("s3cretpw");
        }
    }

    @Test
    void aConnectionThatIsRefusedOrClosedInTheHandshakeIsNotYet() throws IOException {
        Connector nowhere = Connector.direct("127.0.0.1", ScriptedServer.closedPort(), Duration.ofSeconds(1));
        assertThat(new BoltProbe(nowhere, LOGIN, Dialogue.PATIENCE).ask()).isEqualTo(new NotYet("connection refused"));
        try (ScriptedServer server =
                ScriptedServer.playing(client -> client.getInputStream().readNBytes(20))) {
            assertThat(new BoltProbe(server.connector(), LOGIN, LONG).ask()).isInstanceOf(NotYet.class);
        }
    }

    @Test
    void aServerThatSaysNothingIsGivenUpAfterTheProbesPatience() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.playing(client -> client.getInputStream().transferTo(new ByteArrayOutputStream()))) {
            ProbeResult answer = Dialogue.hold(
                    server.connector(), Duration.ofMillis(300), stream -> BoltDialogue.hold(stream, LOGIN));
            assertThat(answer).isEqualTo(new NotYet("connected, but no answer within 0.3 s"));
        }
    }

    /** Bolt 5.4: takes HELLO, then answers LOGON and all that was sent after it with a failure. */
    private static ScriptedServer refusingLogins(String code, String message) throws IOException {
        return ScriptedServer.playing(client -> {
            DataInputStream in = new DataInputStream(client.getInputStream());
            in.readFully(new byte[20]);
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            out.write(new byte[] {0, 0, 4, 5});
            readMessage(in);
            send(out, 0x70, "server", "Neo4j/5.26.0", "connection_id", "bolt-1");
            readMessage(in);
            send(out, 0x7F, "code", code, "message", message);
            drain(client);
        });
    }

    private static void readMessage(DataInputStream in) throws IOException {
        for (int size = in.readUnsignedShort(); size > 0; size = in.readUnsignedShort()) {
            in.readFully(new byte[size]);
        }
    }

    private static void send(DataOutputStream out, int type, String... pairs) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(0xB1);
        message.write(type);
        message.write(0xA0 + pairs.length / 2);
        for (String text : pairs) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            message.write(0xD0);
            message.write(bytes.length);
            message.writeBytes(bytes);
        }
        out.writeShort(message.size());
        message.writeTo(out);
        out.writeShort(0);
    }

    private static void drain(Socket client) throws IOException {
        client.getInputStream().transferTo(new ByteArrayOutputStream());
    }
}
