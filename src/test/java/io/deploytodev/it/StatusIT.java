package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How somebody sees a project who has no checkout of it: from an empty directory, by the name of the host alone. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StatusIT {

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final SampleProject project = SampleProject.on(host);

    @TempDir
    private Path directory;

    private BareMachine machine;

    @BeforeEach
    void machine() throws Exception {
        machine = BareMachine.thatKnows(host, directory);
    }

    @Test
    @Order(1)
    void anEmptyHostHasNothingToShow() throws Exception {
        Tool.Result status = machine.run("status", "--host", "dev");
        assertThat(status.exitCode()).as(status.output()).isEqualTo(2);
        assertThat(status.output()).contains("There is no project on dev.");
    }

    @Test
    @Order(2)
    void whatWasDeployedIsSeenFromAnEmptyDirectory() throws Exception {
        Tool.Result deploy = Tool.deploy(project);
        assertThat(deploy.exitCode()).as(deploy.output()).isZero();

        Tool.Result status = machine.run("status", "--host", "dev");
        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(status.output())
                .contains("scribe on dev", "lock     free", "/health answered 200", "host     disk ")
                .containsPattern("(?m)^✔ api-gateway +(healthy|answers) ")
                .containsPattern("(?m)^✔ postgres +(healthy|running) ")
                .doesNotContain("✖");

        JsonNode here = json(Tool.run(project, "status", "--json"));
        assertThat(here.path("well").asBoolean()).isTrue();
        assertThat(here.path("release").path("id").asText())
                .isEqualTo(json(machine.run("status", "--host", "dev", "--json"))
                        .path("release")
                        .path("id")
                        .asText());
        assertThat(service(here, "neo4j").path("memory").asLong()).isGreaterThan(100_000_000);
    }

    @Test
    @Order(3)
    void everyLinkIsAskedFromHereAndFromInside() throws Exception {
        Tool.Result health = Tool.run(project, "health");
        assertThat(health.exitCode()).as(health.output()).isZero();
        assertThat(health.output())
                .containsPattern("(?m)^✔ workstation +dev host +ssh ")
                .containsPattern("(?m)^✔ workstation +api-gateway +GET /health .* answered 200$")
                .containsPattern("(?m)^✔ dev host +api-gateway +GET /health, as published .* answered 200$")
                .containsPattern("(?m)^✔ dev host +postgres +SELECT 1 ")
                .containsPattern("(?m)^✔ dev host +neo4j +RETURN 1 ")
                .containsPattern("(?m)^✔ dev host +redis +PING ")
                .containsPattern("(?m)^✔ api-gateway +postgres +connect to postgres:5432 ")
                .containsPattern("(?m)^✔ api-gateway +postgres +SELECT 1, logged in as it does ")
                .containsPattern("(?m)^✔ api-gateway +neo4j +RETURN 1, logged in as it does ")
                .containsPattern("(?m)^✔ api-gateway +redis +PING, logged in as it does ")
                .doesNotContain("✖", "? ");
    }

    @Test
    @Order(4)
    void theLinkThatIsBrokenIsNamed() throws Exception {
        host.run("docker", "exec", "-u", "0", "scribe-api-gateway-1", "sh", "-c", "echo 127.0.0.9 redis >> /etc/hosts");
        try {
            Tool.Result health = machine.run("health", "--host", "dev");
            assertThat(health.exitCode()).as(health.output()).isEqualTo(11);
            assertThat(health.output())
                    .containsPattern("(?m)^✔ dev host +redis +PING ")
                    .contains("do they share a network")
                    .contains("api-gateway → redis is broken: nothing takes connections at redis:6379")
                    .doesNotContain("→ postgres is broken", "agent-worldsmith → redis is broken");
        } finally {
            host.run(
                    "docker",
                    "exec",
                    "-u",
                    "0",
                    "scribe-api-gateway-1",
                    "sh",
                    "-c",
                    "grep -v 127.0.0.9 /etc/hosts > /tmp/h; cat /tmp/h > /etc/hosts");
        }
        host.run("iptables", "-I", "DOCKER-USER", "-i", "eth0", "-p", "tcp", "--dport", "8000", "-j", "REJECT");
        try {
            Tool.Result health = Tool.run(project, "health");
            assertThat(health.exitCode()).as(health.output()).isEqualTo(11);
            assertThat(health.output())
                    .containsPattern("(?m)^✖ workstation +api-gateway ")
                    .contains("a firewall, or a port that is bound to 127.0.0.1, is in between");
        } finally {
            host.run("iptables", "-D", "DOCKER-USER", "-i", "eth0", "-p", "tcp", "--dport", "8000", "-j", "REJECT");
        }
        host.run("docker", "pause", "scribe-redis-1");
        try {
            Tool.Result health = Tool.run(project, "health", "--json");
            assertThat(health.exitCode()).as(health.output()).isEqualTo(11);
            assertThat(json(health).path("broken").get(0).asText()).startsWith("dev host → redis is broken: ");
        } finally {
            host.run("docker", "unpause", "scribe-redis-1");
        }
    }

    @Test
    @Order(5)
    void whatIsBrokenComesFirstAndIsTheExitCode() throws Exception {
        host.run("docker", "stop", "scribe-redis-1");
        try {
            Tool.Result status = machine.run("status", "--host", "dev", "--project", "scribe");
            assertThat(status.exitCode()).as(status.output()).isEqualTo(11);
            assertThat(status.output().lines().filter(line -> line.matches("[✖●✔○] .*")))
                    .first()
                    .asString()
                    .startsWith("✖ redis");
            JsonNode redis = service(json(machine.run("status", "--host", "dev", "--json")), "redis");
            assertThat(redis.path("verdict").asText()).isEqualTo("broken");
            assertThat(redis.path("endedAt").asText()).isNotEmpty();
        } finally {
            host.run("docker", "start", "scribe-redis-1");
        }
    }

    @Test
    @Order(6)
    void whatSomebodyStartedByHandIsSeenByItsName() throws Exception {
        host.run("sh", "-c", """
                mkdir -p /srv/wiki && cd /srv/wiki
                image=$(docker inspect --format '{{.Config.Image}}' scribe-redis-1)
                printf 'services:\\n  pages:\\n    image: %s\\n    command: [sleep, infinity]\\n' "$image" > compose.yml
                docker compose up -d
                """);
        Tool.Result status = machine.run("status", "--host", "dev", "--project", "wiki");
        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(status.output())
                .contains("wiki on dev", "not deployed by this tool")
                .containsPattern("(?m)^✔ pages +running ");
        assertThat(machine.run("status", "--host", "dev").output()).contains("scribe on dev");

        Tool.Result unknown = machine.run("status", "--host", "dev", "--project", "wikki");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.output()).contains("scribe, wiki", "Did you mean --project wiki?");
        host.run("sh", "-c", "cd /srv/wiki && docker compose down");
    }

    @Test
    @Order(7)
    void releasesAreSeenAndReturnedToFromAnEmptyDirectory() throws Exception {
        String first = json(machine.run("status", "--host", "dev", "--json"))
                .path("release")
                .path("id")
                .asText();
        project.edit(
                "backend/src/main/java/com/example/scribe/Version.java",
                text -> text.replaceFirst("\"(\\d+\\.\\d+\\.\\d+[^\"]*)\"", "\"9.9.9\""));
        Tool.Result deploy = Tool.deploy(project);
        assertThat(deploy.exitCode()).as(deploy.output()).isZero();

        Tool.Result rollback = machine.run("rollback", "--host", "dev", "--plain");
        assertThat(rollback.exitCode()).as(rollback.output()).isZero();
        assertThat(json(machine.run("status", "--host", "dev", "--json"))
                        .path("release")
                        .path("id")
                        .asText())
                .isEqualTo(first);
        assertThat(machine.run("releases", "--host", "dev").output()).contains("→ " + first, "back to " + first);
        assertThat(machine.run("audit", "--host", "dev").output()).contains("rollback");
        assertThat(machine.run("lock", "--host", "dev").output()).contains("Nobody is at work on scribe on dev.");
        assertThat(machine.run("prune", "--host", "dev", "--dry-run").exitCode())
                .isZero();
        assertThat(machine.run("unlock", "--host", "dev", "--force", "--plain").exitCode())
                .isZero();
        assertThat(Tool.run(project, "status").exitCode()).isZero();
    }

    private static JsonNode json(Tool.Result result) throws IOException {
        return new ObjectMapper().readTree(result.output());
    }

    private static JsonNode service(JsonNode status, String name) {
        for (JsonNode each : status.path("services")) {
            if (each.path("service").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError(name + " in " + status);
    }
}
