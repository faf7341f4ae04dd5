package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.readiness.ProbeResult.Never;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisProbeTest {

    /** Longer than any probe waits: on a busy machine a driver may take seconds to load. */
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final RedisLogin LOGIN = RedisLogin.password(new Secret("s3cret"));

    @Test
    void logsInAndPings() throws IOException {
        try (ScriptedServer server = answering(Map.of("AUTH s3cret", "+OK", "PING", "+PONG"))) {
            assertThat(new RedisProbe(server.connector(), LOGIN, LONG).ask())
                    .isEqualTo(new Ready("logged in, PING answered"));
        }
    }

    @Test
    void sendsNoAuthWithoutAPassword() throws IOException {
        try (ScriptedServer server = answering(Map.of("PING", "+PONG"))) {
            assertThat(new RedisProbe(server.connector(), RedisLogin.NONE, LONG).ask())
                    .isInstanceOf(Ready.class);
        }
    }

    @Test
    void namesTheUserWhereThereIsOne() throws IOException {
        try (ScriptedServer server = answering(Map.of("AUTH app s3cret", "+OK", "PING", "+PONG"))) {
            RedisLogin login = new RedisLogin("app", new Secret("s3cret"));
            assertThat(new RedisProbe(server.connector(), login, LONG).ask()).isInstanceOf(Ready.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LOADING Redis is loading the dataset in memory",
        "MASTERDOWN Link with MASTER is down",
        "BUSY Redis is busy running a script",
    })
    void whatPassesByItselfIsNotYet(String error) throws IOException {
        try (ScriptedServer server = answering(Map.of("AUTH s3cret", "+OK", "PING", "-" + error))) {
            assertThat(new RedisProbe(server.connector(), LOGIN, LONG).ask()).isEqualTo(new NotYet(error));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "WRONGPASS invalid username-password pair or user is disabled., requirepass",
        "ERR AUTH <password> called without any password configured for the default user., --requirepass",
        "DENIED Redis is running in protected mode, --protected-mode no",
    })
    void aLoginThatIsRefusedIsNever(String error, String hint) throws IOException {
        try (ScriptedServer server = answering(Map.of("AUTH s3cret", "-" + error))) {
            ProbeResult answer = new RedisProbe(server.connector(), LOGIN, LONG).ask();
            assertThat(answer).isInstanceOf(Never.class);
            assertThat(((Never) answer).next()).contains(hint);
        }
    }

    @ParameterizedTest
    @CsvSource({"NOAUTH Authentication required., REDIS_PASSWORD", "NOPERM this user has no permissions, ACL SETUSER"})
    void aPingThatIsNotAllowedIsNever(String error, String hint) throws IOException {
        try (ScriptedServer server = answering(Map.of("PING", "-" + error))) {
            ProbeResult answer = new RedisProbe(server.connector(), RedisLogin.NONE, LONG).ask();
            assertThat(answer).isInstanceOf(Never.class);
            assertThat(((Never) answer).next()).contains(hint);
        }
    }

    @Test
    void aPasswordThatTheServerRepeatsIsHidden() throws IOException {
        try (ScriptedServer server = answering(Map.of("AUTH s3cret", "-WRONGPASS s3cret is not it"))) {
            assertThat(new RedisProbe(server.connector(), LOGIN, LONG).ask().toString())
                    .contains("WRONGPASS *** is not it")
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void aConnectionThatIsRefusedOrClosedIsNotYet() throws IOException {
        Connector nowhere = Connector.direct("127.0.0.1", ScriptedServer.closedPort(), Duration.ofSeconds(1));
        assertThat(new RedisProbe(nowhere, LOGIN, Dialogue.PATIENCE).ask()).isEqualTo(new NotYet("connection refused"));
        try (ScriptedServer server =
                ScriptedServer.playing(client -> client.getInputStream().read())) {
            assertThat(new RedisProbe(server.connector(), LOGIN, LONG).ask()).isInstanceOf(NotYet.class);
        }
    }

    private static ScriptedServer answering(Map<String, String> answers) throws IOException {
        return ScriptedServer.playing(client -> {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = client.getOutputStream();
            for (String count = in.readLine(); count != null; count = in.readLine()) {
                List<String> words = new ArrayList<>();
                for (int i = Integer.parseInt(count.substring(1)); i > 0; i--) {
                    in.readLine();
                    words.add(in.readLine());
                }
                String command = String.join(" ", words);
                if (!answers.containsKey(command)) {
                    throw new IllegalStateException("not expected: " + command);
                }
                out.write((answers.get(command) + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }
}
