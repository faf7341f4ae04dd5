package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.config.ReadinessRule.Answer;
import io.deploytodev.config.ReadinessRule.Asked;
import io.deploytodev.config.ReadinessRule.Check;
import io.deploytodev.config.ReadinessRule.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessReaderTest {

    @TempDir
    private Path temporary;

    private ConfigFiles files;

    @BeforeEach
    void directory() {
        files = new ConfigFiles(temporary);
    }

    @Test
    void eachKindOfCheckIsRead() {
        assertThat(checks("{http: {port: 80, path: /h, status: [200, 204], headers: {server: nginx},"
                        + " json: {status: ok, services: {llm: [healthy, idle]}}}}"))
                .containsExactly(new Check.Http(
                        80,
                        "/h",
                        new Answer(
                                Set.of(200, 204),
                                Map.of("server", "nginx"),
                                Map.of("status", List.of("ok"), "services.llm", List.of("healthy", "idle")))));
        assertThat(checks("{websocket: {port: 80, path: /ws}}")).containsExactly(new Check.WebSocket(80, "/ws"));
        assertThat(checks("{tcp: 9092}")).containsExactly(new Check.Tcp(9092));
        assertThat(checks("{health: true}")).containsExactly(new Check.ContainerHealth());
        assertThat(checks("{log: 'started in \\d+'}")).containsExactly(new Check.Log("started in \\d+"));
        assertThat(checks("{command: [check, -q]}")).containsExactly(new Check.Command(List.of("check", "-q")));
        assertThat(checks("{command: check -q}")).containsExactly(new Check.Command(List.of("sh", "-c", "check -q")));
        assertThat(checks("{redis: {password_env: PW}}"))
                .containsExactly(new Check.Login(
                        Database.REDIS,
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("PW"),
                        Optional.empty()));
    }

    @Test
    void severalChecksAndTheSettingsOfTheService() {
        ReadinessRule rule =
                rule("{checks: [{tcp: 80, timeout: 9s}, {log: up}], deadline: 5m, restarts: 0, stable_for: 10s}");
        assertThat(rule.checks())
                .containsExactly(
                        new Asked(new Check.Tcp(80), Optional.of(Duration.ofSeconds(9))),
                        new Asked(new Check.Log("up"), Optional.empty()));
        assertThat(rule.deadline()).contains(Duration.ofMinutes(5));
        assertThat(rule.restarts()).hasValue(0);
        assertThat(rule.stableFor()).isEqualTo(Duration.ofSeconds(10));
        assertThat(checks("[{tcp: 80}, {tcp: 81}]")).hasSize(2);
        assertThat(rule("{stable_for: 0s}").checks()).isEmpty();
    }

    @Test
    void anExactNameWinsOverAPattern() {
        List<ReadinessRule> rules = files.load(
                        ConfigFiles.MINIMAL + "readiness: {'agent-*': {tcp: 1}, agent-a: {tcp: 2}, '*': {tcp: 3}}\n")
                .readiness();
        assertThat(ReadinessRule.of("agent-a", rules).map(ReadinessRule::service))
                .contains("agent-a");
        assertThat(ReadinessRule.of("agent-b", rules).map(ReadinessRule::service))
                .contains("agent-*");
        assertThat(ReadinessRule.of("other", rules).map(ReadinessRule::service)).contains("*");
    }

    @Test
    void mistakesAreSaidWithTheirLineAndTheNearestName() {
        assertThat(files.problemsWith(
                        "readiness:",
                        "  a: {htpp: {port: 80}}",
                        "  b: {tcp: 80, log: up}",
                        "  c:",
                        "    - tcp: 80",
                        "    - log: '('",
                        "      deadline: 3m",
                        "  d: {command: []}",
                        "  e: {health: maybe}",
                        "  f: {websocket: {port: 80, pth: /ws}}",
                        "  g: {tcp: 80, stable_for: soon}",
                        "  h: {port: 80, status: ok}",
                        "  i: [tcp]",
                        "  j: {redis: {password: x, password_env: y}}"))
                .containsExactly(
                        "line 6: readiness.a.htpp is not known; did you mean http?",
                        "line 7: readiness.b.log and tcp are two checks: make a list of them, - tcp: … and - log: …",
                        "line 10: readiness.c[2].log must be a regular expression: Unclosed group in (",
                        "line 11: readiness.c[2].deadline holds for the service as a whole: put the list below checks,"
                                + " and this beside it",
                        "line 12: readiness.d.command is empty: it must be a list of words, or a text for the"
                                + " container's shell",
                        "line 13: readiness.e.health must be true: it asks the container's own healthcheck",
                        "line 14: readiness.f.websocket.pth is not known; did you mean path?",
                        "line 15: readiness.g.stable_for must be a number with s, m or h, such as 90s, not soon",
                        "line 16: readiness.h.status must be a number from 200 to 599 or a list of them, not ok",
                        "line 17: readiness.i must be a list of which each entry holds keys of its own",
                        "line 18: readiness.j.redis.password_env and password exclude each other");
    }

    @Test
    void theHealthCheckCanDemandStatesAndAWebSocket() {
        DeployConfig.Health health = files.load(ConfigFiles.MINIMAL
                        + "health: {url: 'http://dev:8000/api/health', json: {services.*: healthy},"
                        + " websocket: /ws/probe, stable_for: 15s}\n")
                .health()
                .orElseThrow();
        assertThat(health.answer().json()).containsEntry("services.*", List.of("healthy"));
        assertThat(health.webSocket()).contains("/ws/probe");
        assertThat(health.stableFor()).isEqualTo(Duration.ofSeconds(15));
        assertThat(files.problemsWith("health: {url: 'http://dev/', websocket: 'tcp://x'}"))
                .containsExactly(
                        "line 5: health.websocket must be a path such as /ws, or a ws or wss address with a host, not"
                                + " tcp://x");
    }

    @Test
    void noPasswordIsShown() {
        assertThat(rule("{postgres: {password: s3cret}}").toString()).doesNotContain("s3cret");
        assertThat(rule("{command: [check, s3cret]}").toString()).doesNotContain("s3cret");
    }

    private ReadinessRule rule(String yaml) {
        return files.load(ConfigFiles.MINIMAL + "readiness: {x: " + yaml + "}\n")
                .readiness()
                .get(0);
    }

    private List<Check> checks(String yaml) {
        return rule(yaml).checks().stream().map(Asked::check).toList();
    }
}
