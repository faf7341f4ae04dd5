package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

    @Test
    @Order(1)
    void anEmptyHostHasNothingToShow() throws Exception {
        Tool.Result status = afar("status", "--host", "dev");
        assertThat(status.exitCode()).as(status.output()).isEqualTo(2);
        assertThat(status.output()).contains("There is no project on dev.");
    }

    @Test
    @Order(2)
    void whatWasDeployedIsSeenFromAnEmptyDirectory() throws Exception {
        Tool.Result deploy = Tool.deploy(project);
        assertThat(deploy.exitCode()).as(deploy.output()).isZero();

        Tool.Result status = afar("status", "--host", "dev");
        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(status.output())
                .contains("scribe on dev", "lock     free", "/health answered 200", "host     disk ")
                .containsPattern("(?m)^✔ api-gateway +(healthy|running) ")
                .containsPattern("(?m)^✔ postgres +(healthy|running) ")
                .doesNotContain("✖");

        JsonNode here = json(Tool.run(project, "status", "--json"));
        assertThat(here.path("well").asBoolean()).isTrue();
        assertThat(here.path("release").path("id").asText())
                .isEqualTo(json(afar("status", "--host", "dev", "--json"))
                        .path("release")
                        .path("id")
                        .asText());
        assertThat(service(here, "neo4j").path("memory").asLong()).isGreaterThan(100_000_000);
    }

    @Test
    @Order(3)
    void whatIsBrokenComesFirstAndIsTheExitCode() throws Exception {
        host.run("docker", "stop", "scribe-redis-1");
        try {
            Tool.Result status = afar("status", "--host", "dev", "--project", "scribe");
            assertThat(status.exitCode()).as(status.output()).isEqualTo(11);
            assertThat(status.output().lines().filter(line -> line.matches("[✖●✔○] .*")))
                    .first()
                    .asString()
                    .startsWith("✖ redis");
            JsonNode redis = service(json(afar("status", "--host", "dev", "--json")), "redis");
            assertThat(redis.path("verdict").asText()).isEqualTo("broken");
            assertThat(redis.path("endedAt").asText()).isNotEmpty();
        } finally {
            host.run("docker", "start", "scribe-redis-1");
        }
    }

    @Test
    @Order(4)
    void whatSomebodyStartedByHandIsSeenByItsName() throws Exception {
        host.run("sh", "-c", """
                mkdir -p /srv/wiki && cd /srv/wiki
                image=$(docker inspect --format '{{.Config.Image}}' scribe-redis-1)
                printf 'services:\\n  pages:\\n    image: %s\\n    command: [sleep, infinity]\\n' "$image" > compose.yml
                docker compose up -d
                """);
        Tool.Result status = afar("status", "--host", "dev", "--project", "wiki");
        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(status.output())
                .contains("wiki on dev", "not deployed by this tool")
                .containsPattern("(?m)^✔ pages +running ");
        assertThat(afar("status", "--host", "dev").output()).contains("scribe on dev");

        Tool.Result unknown = afar("status", "--host", "dev", "--project", "wikki");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.output()).contains("scribe, wiki", "Did you mean --project wiki?");
        host.run("sh", "-c", "cd /srv/wiki && docker compose down");
    }

    @Test
    @Order(5)
    void releasesAreSeenAndReturnedToFromAnEmptyDirectory() throws Exception {
        String first = json(afar("status", "--host", "dev", "--json"))
                .path("release")
                .path("id")
                .asText();
        project.edit(
                "backend/src/main/java/com/example/scribe/Version.java",
                text -> text.replaceFirst("\"(\\d+\\.\\d+\\.\\d+[^\"]*)\"", "\"9.9.9\""));
        Tool.Result deploy = Tool.deploy(project);
        assertThat(deploy.exitCode()).as(deploy.output()).isZero();

        Tool.Result rollback = afar("rollback", "--host", "dev", "--plain");
        assertThat(rollback.exitCode()).as(rollback.output()).isZero();
        assertThat(json(afar("status", "--host", "dev", "--json"))
                        .path("release")
                        .path("id")
                        .asText())
                .isEqualTo(first);
        assertThat(afar("releases", "--host", "dev").output()).contains("→ " + first, "back to " + first);
        assertThat(afar("audit", "--host", "dev").output()).contains("rollback");
        assertThat(afar("lock", "--host", "dev").output()).contains("Nobody is at work on scribe on dev.");
        assertThat(afar("prune", "--host", "dev", "--dry-run").exitCode()).isZero();
        assertThat(afar("unlock", "--host", "dev", "--force", "--plain").exitCode())
                .isZero();
        assertThat(Tool.run(project, "status").exitCode()).isZero();
    }

    /** As on a machine that knows the host by its SSH configuration alone, and has no ssh client either. */
    private Tool.Result afar(String... words) throws IOException, InterruptedException {
        Path home = Files.createDirectories(directory.resolve("home/.ssh")).getParent();
        Path empty = Files.createDirectories(directory.resolve("empty"));
        Files.writeString(home.resolve(".ssh/config"), """
                Host dev
                  HostName %s
                  Port %d
                  User deploy
                  IdentityFile %s
                  UserKnownHostsFile %s
                """.formatted(
                        host.address(), host.sshPort(), host.identity(), host.knownHosts()));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + home,
                "-jar",
                Path.of("target/deploy-to-dev.jar").toAbsolutePath().toString()));
        command.addAll(List.of(words));
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(empty.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/nonexistent", "LC_ALL", "C.UTF-8"));
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Tool.Result(process.exitValue(), Files.readString(output));
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
