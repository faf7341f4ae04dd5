package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deploytodev.docker.ContainerLook;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Health;
import io.deploytodev.docker.ContainerState.Status;
import io.deploytodev.docker.ContainerUse;
import io.deploytodev.docker.HostLoad;
import io.deploytodev.ops.ServiceStatus;
import io.deploytodev.ops.ServiceStatus.Verdict;
import io.deploytodev.ops.StatusReport;
import io.deploytodev.release.LockNote;
import io.deploytodev.release.LockStatus;
import io.deploytodev.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static final HostLoad LOAD = new HostLoad(
            NOW,
            0.42,
            2,
            8_000_000_000L,
            6_000_000_000L,
            Duration.ofDays(12),
            List.of(new HostLoad.Filled("/", 40_000_000_000L, 2_000_000_000L)));

    static final LockStatus FREE = new LockStatus(Optional.empty(), 4, List.of(), Optional.empty());

    @Test
    void aSickProjectOnOneScreen() {
        assertThat(new StatusText(false).lines(report(FREE)))
                .containsExactly(
                        "shop on dev  deploy@192.0.2.1",
                        "release  20261121T100000Z-4-abc1234, 2h ago by anna@laptop, abc1234 of main with changes",
                        "health   ✖ http://192.0.2.1:8000/health answered 503 in 12 ms",
                        "lock     free",
                        "host     disk / 95%, 2.0 GB free · memory 25% of 8.0 GB · load 0.4 on 2 processors · up 12d",
                        "",
                        "  SERVICE  STATE             UP  RESTARTS  CPU  MEMORY            PORTS    IMAGE",
                        "✖ web      exited (1)        -   4         -    -                 8000→80  web:1",
                        "    ended with exit code 1",
                        "✖ mail     has no container",
                        "✔ db       healthy           3h  0         12%  1.0 MB of 2.0 MB  -        postgres:15");
    }

    @Test
    void whoIsAtWorkIsTold() {
        LockStatus held = new LockStatus(
                Optional.of(new LockNote("bob@pc", "deploy", "2026-11-21 11:59:00 UTC")),
                5,
                List.of(),
                Optional.empty());
        assertThat(new StatusText(false).lines(report(held)))
                .contains("lock     bob@pc is at work: deploy, since 2026-11-21 11:59:00 UTC");
    }

    @Test
    void coloursSayNothingThatTheTextDoesNotSay() {
        List<String> painted = new StatusText(true).lines(report(FREE));
        assertThat(painted).anyMatch(line -> line.contains("\u001b[31m✖\u001b[0m web"));
        assertThat(painted.stream()
                        .map(line -> line.replaceAll("\u001b\\[\\d+m", ""))
                        .toList())
                .isEqualTo(new StatusText(false).lines(report(FREE)));
    }

    @Test
    void programsGetTheSameInFigures() throws Exception {
        JsonNode json = new ObjectMapper().readTree(StatusJson.of(report(FREE)));
        assertThat(json.path("schema").asInt()).isEqualTo(1);
        assertThat(json.path("well").asBoolean()).isFalse();
        assertThat(json.path("release").path("id").asText()).isEqualTo("20261121T100000Z-4-abc1234");
        assertThat(json.path("lock").path("who").asText()).isEmpty();
        JsonNode db = json.path("services").get(2);
        assertThat(db.path("verdict").asText()).isEqualTo("well");
        assertThat(db.path("cpuPercent").asDouble()).isEqualTo(12.3);
        assertThat(db.path("memory").asLong()).isEqualTo(1_000_000);
        assertThat(json.path("services").get(1).path("container").asText()).isEmpty();
    }

    static StatusReport report(LockStatus lock) {
        return new StatusReport(
                "shop",
                "dev",
                "deploy@192.0.2.1",
                NOW,
                Optional.of(new Release(
                        1,
                        "20261121T100000Z-4-abc1234",
                        "shop",
                        "20261121T100000Z",
                        "anna@laptop",
                        "abc1234",
                        "main",
                        true,
                        "",
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Release.HEALTHY,
                        Release.Run.UNKNOWN)),
                List.of(
                        service("web", Verdict.BROKEN, "ended with exit code 1", broken()),
                        new ServiceStatus(
                                "mail",
                                Verdict.MISSING,
                                "has no container",
                                Optional.empty(),
                                Optional.empty(),
                                OptionalDouble.empty()),
                        new ServiceStatus(
                                "db",
                                Verdict.WELL,
                                "",
                                Optional.of(well()),
                                Optional.of(new ContainerUse(NOW, Duration.ZERO, 1_000_000)),
                                OptionalDouble.of(0.1234))),
                Optional.of(new StatusReport.Answer(
                        "http://192.0.2.1:8000/health", false, "answered 503", Duration.ofMillis(12))),
                LOAD,
                lock);
    }

    private static ServiceStatus service(String name, Verdict verdict, String remark, ContainerLook look) {
        return new ServiceStatus(name, verdict, remark, Optional.of(look), Optional.empty(), OptionalDouble.empty());
    }

    private static ContainerLook broken() {
        return new ContainerLook(
                state("web", Status.EXITED, Health.UNHEALTHY, 1, 4),
                "web:1",
                List.of("8000→80"),
                OptionalLong.empty(),
                Optional.empty());
    }

    private static ContainerLook well() {
        return new ContainerLook(
                state("db", Status.RUNNING, Health.HEALTHY, 0, 0),
                "postgres:15",
                List.of(),
                OptionalLong.of(2_000_000),
                Optional.empty());
    }

    private static ContainerState state(String service, Status status, Health health, int exitCode, int restarts) {
        return new ContainerState(
                service + "1",
                service,
                "shop-" + service + "-1",
                status,
                health,
                exitCode,
                false,
                restarts,
                null,
                "sha256:1",
                "",
                Map.of(),
                NOW.minusSeconds(3 * 3600),
                null,
                List.of());
    }
}
