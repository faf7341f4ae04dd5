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

class PostgresProbeTest {

    /** Longer than any probe waits: on a busy machine a driver may take seconds to load. */
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final PostgresLogin LOGIN = new PostgresLogin("scribe", new Secret("s3cret"), "scribe");

    @ParameterizedTest
    @CsvSource({
        "57P03, the database system is starting up",
        "57P01, terminating connection due to administrator command",
        "53300, too many connections",
        "XX000, something that nobody knows",
    })
    void whatPassesByItselfIsNotYet(String state, String message) throws IOException {
        try (ScriptedServer server = answering(state, message)) {
            assertThat(probe(server).ask()).isEqualTo(new NotYet(message));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "28P01, password authentication failed for user \"scribe\", POSTGRES_PASSWORD",
        "28000, no pg_hba.conf entry for host, pg_hba.conf",
        "3D000, database \"scribe\" does not exist, createdb",
        "42501, permission denied for database \"scribe\", GRANT CONNECT",
    })
    void whatWaitingDoesNotChangeIsNeverAndSaysWhatToDo(String state, String message, String hint) throws IOException {
        try (ScriptedServer server = answering(state, message)) {
            ProbeResult answer = probe(server).ask();
            assertThat(answer).isInstanceOf(Never.class);
            assertThat(answer.why()).isEqualTo(message);
            assertThat(((Never) answer).next()).contains(hint);
        }
    }

    @Test
    void aRefusedConnectionIsNotYet() {
        Connector nowhere = Connector.direct("127.0.0.1", ScriptedServer.closedPort(), Duration.ofSeconds(1));
        assertThat(new PostgresProbe(nowhere, LOGIN, Dialogue.PATIENCE).ask())
                .isEqualTo(new NotYet("connection refused"));
    }

    @Test
    void aConnectionThatIsClosedInTheHandshakeIsNotYet() throws IOException {
        try (ScriptedServer server = ScriptedServer.playing(PostgresProbeTest::readStartup)) {
            assertThat(probe(server).ask()).isInstanceOf(NotYet.class);
        }
    }

    @Test
    void aServerThatSaysNothingIsGivenUpAfterTheProbesPatience() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.playing(client -> client.getInputStream().transferTo(new ByteArrayOutputStream()))) {
            ProbeResult answer = Dialogue.hold(
                    server.connector(), Duration.ofMillis(200), stream -> PostgresDialogue.hold(stream, LOGIN));
            assertThat(answer).isEqualTo(new NotYet("connected, but no answer within 0.2 s"));
        }
    }

    @Test
    void aPasswordThatTheServerRepeatsIsHidden() throws IOException {
        try (ScriptedServer server = ScriptedServer.playing(client -> {
            readStartup(client);
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            out.writeByte('R');
            out.writeInt(8);
            out.writeInt(3);
            DataInputStream in = new DataInputStream(client.getInputStream());
            in.readByte();
            String password = new String(in.readNBytes(in.readInt() - 5), StandardCharsets.UTF_8);
            fail(client, "28P01", "not this one: " + password);
        })) {
            assertThat(probe(server).ask().toString())
                    .contains("not this one: ***")
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void aServerThatAsksForAPasswordWhereNoneIsKnownIsNever() throws IOException {
        try (ScriptedServer server = ScriptedServer.playing(client -> {
            readStartup(client);
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            out.writeByte('R');
            out.writeInt(23);
            out.writeInt(10);
            out.write("SCRAM-SHA-256\0\0".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().read();
        })) {
            ProbeResult answer =
                    new PostgresProbe(server.connector(), new PostgresLogin("scribe", null, "scribe"), LONG).ask();
            assertThat(answer).isInstanceOfSatisfying(Never.class, never -> assertThat(never.next())
                    .contains("POSTGRES_PASSWORD"));
        }
    }

    private static PostgresProbe probe(ScriptedServer server) {
        return new PostgresProbe(server.connector(), LOGIN, LONG);
    }

    private static ScriptedServer answering(String state, String message) throws IOException {
        return ScriptedServer.playing(client -> {
            readStartup(client);
            fail(client, state, message);
        });
    }

    private static void readStartup(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        byte[] startup = in.readNBytes(in.readInt() - 4);
        assertThat(new String(startup, StandardCharsets.UTF_8)).contains("user\0scribe\0", "database\0scribe\0");
    }

    private static void fail(Socket client, String state, String message) throws IOException {
        byte[] fields = ("SFATAL\0VFATAL\0C" + state + "\0M" + message + "\0\0").getBytes(StandardCharsets.UTF_8);
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        out.writeByte('E');
        out.writeInt(fields.length + 4);
        out.write(fields);
    }
}
