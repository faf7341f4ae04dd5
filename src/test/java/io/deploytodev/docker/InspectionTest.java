package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InspectionTest {

    private static final String CONTAINER = """
            {"Id": "abc", "Name": "/shop-api-1", "Image": "sha256:1234", "RestartCount": 2,
             "State": {"Status": "running", "ExitCode": 0, "OOMKilled": false, "Pid": 77,
                       "StartedAt": "2026-01-31T23:59:59.123456789Z", "FinishedAt": "0001-01-01T00:00:00Z",
                       "Health": {"Status": "unhealthy", "Log": [{"ExitCode": 0, "Output": "first"},
                                                                 {"ExitCode": 7, "Output": "last"}]}},
             "Config": {"Image": "shop:1", "Healthcheck": {"Test": ["CMD-SHELL", "curl -f localhost"]},
                        "Labels": {"com.docker.compose.service": "api", "com.docker.compose.config-hash": "h45h"}},
             "HostConfig": {"NetworkMode": "shop_default", "Memory": 1048576},
             "Mounts": [{"Type": "volume", "Name": "shop_data", "Destination": "/data"},
                        {"Type": "bind", "Source": "/etc", "Destination": "/etc"}],
             "NetworkSettings": {"Networks": {"a": {"IPAddress": ""}, "b": {"IPAddress": "172.18.0.2"}},
                                 "Ports": {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8000"},
                                                      {"HostIp": "::", "HostPort": "8000"}],
                                           "53/udp": [{"HostIp": "127.0.0.1", "HostPort": "5353"}],
                                           "443/tcp": null}}}
            """;

    private final Canned engine = new Canned();
    private final Inspection inspection = new Inspection(engine);

    @Test
    void aContainerIsReadAsTheEngineTellsIt() {
        engine.says(200, CONTAINER);
        JsonNode answer = inspection.of("abc").orElseThrow();
        assertThat(engine.asked).containsExactly("/v1.44/containers/abc/json");
        ContainerState state = ContainerStates.of(answer, answer);
        assertThat(state)
                .isEqualTo(new ContainerState(
                        "abc",
                        "api",
                        "shop-api-1",
                        ContainerState.Status.RUNNING,
                        ContainerState.Health.UNHEALTHY,
                        0,
                        false,
                        2,
                        "172.18.0.2",
                        "sha256:1234",
                        "h45h",
                        Map.of("/data", "shop_data"),
                        Instant.parse("2026-01-31T23:59:59.123456789Z"),
                        null,
                        List.of("/bin/sh", "-c", "curl -f localhost")));
        ContainerLook look = ContainerLook.of(state, answer);
        assertThat(look.image()).isEqualTo("shop:1");
        assertThat(look.ports()).containsExactly("127.0.0.1:5353→53/udp", "8000→80");
        assertThat(look.memoryLimit()).hasValue(1_048_576);
        assertThat(look.lastHealth()).contains(new ContainerLook.Answer(7, "last"));
    }

    @Test
    void whatDoesNotApplyToAContainerIsLeftOut() throws IOException {
        JsonNode answer = new ObjectMapper().readTree("""
                {"Id": "abc", "Name": "/x", "Image": "sha256:1", "State": {"Status": "created", "Health": null},
                 "Config": {"Image": "x", "Labels": null, "Healthcheck": {"Test": ["NONE"]}},
                 "HostConfig": {"NetworkMode": "container:other", "Memory": 0}, "Mounts": null,
                 "NetworkSettings": {"Networks": {}, "Ports": {}}}
                """);
        ContainerState state = ContainerStates.of(answer, answer);
        assertThat(ContainerStates.sharesNetworkOf(answer)).contains("other");
        assertThat(state.status()).isEqualTo(ContainerState.Status.CREATED);
        assertThat(state.health()).isEqualTo(ContainerState.Health.NONE);
        assertThat(state.service()).isEmpty();
        assertThat(state.address()).isNull();
        assertThat(state.startedAt()).isNull();
        assertThat(state.healthcheck()).isEmpty();
        ContainerLook look = ContainerLook.of(state, answer);
        assertThat(look.ports()).isEmpty();
        assertThat(look.memoryLimit()).isEmpty();
        assertThat(look.lastHealth()).isEmpty();
    }

    @Test
    void oneInTheHostsOwnNetworkIsAtItsLoopback() throws IOException {
        JsonNode answer = new ObjectMapper().readTree("{\"HostConfig\": {\"NetworkMode\": \"host\"}}");
        assertThat(ContainerStates.of(answer, answer).address()).isEqualTo("127.0.0.1");
    }

    @Test
    void aContainerThatIsGoneIsNone() {
        engine.says(404, "{\"message\": \"No such container\"}");
        assertThat(inspection.of("abc")).isEmpty();
    }

    @Test
    void containersAreListedByTheirLabels() {
        engine.says(200, """
                [{"Id": "abc", "Names": ["/shop-api-1"], "State": "exited", "Status": "Exited (0) 3 hours ago",
                  "Created": 1769900000, "Labels": {"com.docker.compose.project": "shop"}}]
                """);
        List<JsonNode> listed = inspection.list(List.of("a=b c", "d"));
        assertThat(URLDecoder.decode(engine.asked.get(0), StandardCharsets.UTF_8))
                .isEqualTo("/v1.44/containers/json?all=true&filters={\"label\":[\"a=b c\",\"d\"]}");
        assertThat(listed.stream().map(ComposeContainer::of))
                .containsExactly(new ComposeContainer(
                        "abc", "shop-api-1", "shop", "", "", "", false, true, Instant.ofEpochSecond(1_769_900_000)));
    }

    @Test
    void whatTheEngineRefusesIsToldInItsWords() {
        engine.says(400, "{\"message\": \"client version 1.44 is too new\"}");
        assertThatThrownBy(() -> inspection.of("abc"))
                .isInstanceOf(EngineFailed.class)
                .hasMessageContaining("client version 1.44 is too new");
    }

    @Test
    void whatTheEngineDoesNotSayOfItselfIsTheUsual() throws IOException {
        engine.says(200, "{\"LoggingDriver\": \"journald\"}");
        assertThat(EngineFacts.of(inspection.info())).isEqualTo(new EngineFacts("/var/lib/docker", "journald", ""));
    }

    /** An engine that has one answer. */
    private static final class Canned implements Questions {

        private final List<String> asked = new ArrayList<>();
        private int code;
        private String body = "";

        void says(int otherCode, String otherBody) {
            code = otherCode;
            body = otherBody;
        }

        @Override
        public List<Told> ask(List<String> paths) {
            asked.addAll(paths);
            return paths.stream().map(path -> new Told(code, body)).toList();
        }
    }
}
