package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of check against containers that take their time, on one dev host. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReadinessIT {

    private static final String IMAGE = System.getenv().getOrDefault("REDIS_IMAGE", "deploy-to-dev-standin/redis:7");

    /** The server answers at once, and is healthy some seconds after it was asked first; of two replicas one is late. */
    private static final String COMPOSE = """
            x-dialogue: &dialogue
              image: %s
              entrypoint: [perl, /server.pl]
              init: true
              volumes: ["./server.pl:/server.pl:ro", "shared:/shared"]
            services:
              dialogue:
                <<: *dialogue
                environment: {HEALTHY_AFTER: "3", CRASH_AFTER: "${CRASH_AFTER:-0}"}
                ports: ["8000:8000"]
              worker:
                <<: *dialogue
                environment: {HEALTHY_AFTER: "0", LATE_REPLICA: "3"}
                deploy: {replicas: 2}
            volumes: {shared: {}}
            """;

    @TempDir
    private static Path directory;

    @RegisterExtension
    private static final DevHost host = DevHost.forTheClass();

    @BeforeAll
    static void writeProject() throws Exception {
        Path source = Files.createDirectories(directory.resolve("project"));
        Files.writeString(source.resolve("docker-compose.yml"), COMPOSE.formatted(IMAGE));
        try (InputStream script =
                Objects.requireNonNull(ReadinessIT.class.getResourceAsStream("/readiness/server.pl"))) {
            Files.copy(script, source.resolve("server.pl"));
        }
    }

    @Test
    @Order(1)
    void everyCheckIsWaitedForUntilItIsReady() throws Exception {
        Tool.Result result = Tool.deploy(config("0s", 0));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .as("the JSON of the service, then the replica that is late")
                .contains("services.llm is loading, not healthy")
                .containsPattern("worker \\([12] of 2\\): answered 200, but status is starting, not healthy");
        assertThat(host.containers()).containsOnlyKeys("dialogue", "worker");
    }

    @Test
    @Order(2)
    void aDeployWithoutAChangeAsksAgainAndTouchesNothing() throws Exception {
        var before = host.containers();
        Tool.Result result = Tool.deploy(config("0s", 0));
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(host.containers()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void whatIsNeverSaidIsLateAndTheLastAnswerIsShown() throws Exception {
        Path config = config("0s", 0);
        Files.writeString(
                config,
                Files.readString(config).replace("Model loaded", "Never said").replace("60s", "3s"));
        Tool.Result result = Tool.deploy(config);
        assertThat(result.exitCode()).as(result.output()).isEqualTo(10);
        assertThat(result.output()).contains("dialogue did not become ready", "log line /Never said", "within 3.0 s");
    }

    @Test
    @Order(4)
    void aCrashSoonAfterReadinessIsCaughtByTheWindow() throws Exception {
        Tool.Result result = Tool.deploy(config("15s", 6));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(12);
        assertThat(result.output())
                .containsPattern("ended with exit code 3, \\d+\\.\\d s after it had become ready")
                .contains("log: giving up", "serves again");
    }

    private static Path config(String stableFor, int crashAfter) throws IOException {
        Path config = Files.createDirectories(directory.resolve("config")).resolve("deploy.yml");
        Files.writeString(config.resolveSibling("dev.env"), "CRASH_AFTER=" + crashAfter + "\n");
        Files.writeString(config, """
                project: dialogue
                source: {root: ../project}
                hosts:
                  dev: {address: %s, port: %d, user: deploy, identity: %s, known_hosts: %s}
                compose: {env_file: dev.env}
                readiness:
                  dialogue:
                    checks:
                      - http: {port: 8000, path: /api/health, headers: {content-type: json}, json: {services.*: healthy}}
                      - websocket: {port: 8000, path: /ws/probe}
                      - tcp: 8000
                      - log: "Model loaded in \\\\d+ s"
                      - command: [test, -e, /tmp/loaded]
                        timeout: 5s
                    deadline: 60s
                    stable_for: %s
                  "work*": {port: 8000, path: /api/health, json: {status: healthy}}
                health: {url: "%s/api/health", json: {services: {stt: healthy, llm: healthy}}, websocket: /ws/probe}
                """.formatted(
                host.address(), host.sshPort(), host.identity(), host.knownHosts(), stableFor, host.gatewayUrl()));
        return config;
    }
}
