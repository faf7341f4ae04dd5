package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A doctor on a real dev host: it leaves those who are well in peace, and names what is wrong, all at once. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoctorIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REDIS = QuickProject.IMAGE;
    private static final String POSTGRES =
            System.getenv().getOrDefault("POSTGRES_IMAGE", "deploy-to-dev-standin/postgres:15");

    @TempDir
    private static Path directory;

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final SampleProject sample = SampleProject.on(host);

    @RegisterExtension
    @Order(2)
    private static final StrangersProject voicechat = StrangersProject.on(host, "voicechat");

    @RegisterExtension
    @Order(2)
    private static final StrangersProject linkshop = StrangersProject.on(host, "linkshop");

    @RegisterExtension
    @Order(2)
    private static final StrangersProject reports = StrangersProject.on(host, "reports");

    private static FaultyProject faulty;

    @BeforeAll
    static void nameImages() throws Exception {
        host.run("docker", "tag", "deploy-to-dev-standin/python:3.11", "python:3.11-slim");
        host.run("docker", "tag", "deploy-to-dev-standin/node:18", "node:20-alpine");
        host.run("docker", "tag", REDIS, "redis:7-alpine");
        faulty = new FaultyProject(Files.createDirectories(directory.resolve("faulty")));
        faulty.write(host, REDIS, POSTGRES);
    }

    @Test
    @Order(1)
    void theSampleIsWell() throws Exception {
        Tool.Result result = Tool.run(sample, "doctor", "--verbose");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .startsWith("scribe on dev (127.0.0.1): nothing stops a deploy, 1 could be better.")
                .contains("neo4j, postgres and redis have no memory limit.")
                .contains("well    the disks have room for a deploy (disk)")
                .doesNotContain("HURTS", "Not looked at");
        assertThat(host.run("sh", "-c", "ls -A /home/deploy/.deploy-to-dev 2> /dev/null || :"))
                .as("what it leaves")
                .isEmpty();
        assertThat(host.run("docker", "ps", "--all", "--quiet")).isEmpty();
    }

    @Test
    @Order(2)
    void strangersProjectsAreLeftInPeace() throws Exception {
        voicechat.write(".env.production", "OPENAI_API_KEY=sk-not-for-anybody\n");
        voicechat.configure("compose: {env_file: ../.env.production}", "health: {path: /api/health}");
        linkshop.write(".env", "REDIS_URL=redis://redis:6379\nSESSION_SECRET=eeng7Uoh\nSHOP_NAME=x\n");
        linkshop.configure("compose: {env_file: ../.env}", "health: {path: /health}");
        reports.write("config/reports.env", "SIGNING_KEY=ahX3aeph\nINDEX_TOKEN=uu8Thaif\nBANNER=hello\n");
        reports.configure("compose: {env_file: reports.env}", "health: {path: /health}");
        host.run("su", "deploy", "-c", "mkdir -p " + reports.source() + "/secrets");
        host.run("su", "deploy", "-c", "echo word > " + reports.source() + "/secrets/database");

        assertThat(found(voicechat.config(), 0)).as("voicechat").containsExactly("file-modes advice");
        assertThat(found(linkshop.config(), 0))
                .as("linkshop")
                .containsExactly("file-modes advice", "limits advice", "log-rotation advice", "restart advice");
        assertThat(found(reports.config(), 0))
                .as("reports")
                .containsExactly("file-modes advice", "limits advice", "log-rotation advice", "root advice");
    }

    @Test
    @Order(3)
    void everyFaultIsNamedInOneRun() throws Exception {
        host.run("sed", "-i", "1i MaxSessions 4\\nMaxStartups 1", "/etc/ssh/sshd_config");
        host.run("sed", "-i", "1i export DOCKER_BUILDKIT=0", "/home/deploy/.bashrc");
        host.run(
                "sh",
                "-c",
                "mkdir -p /home/deploy/.docker && printf '%s' '"
                        + "{\"proxies\": {\"default\": {\"httpProxy\": \"http://proxy:3128\"}}}' > /home/deploy/.docker/config.json"
                        + " && chown -R deploy /home/deploy/.docker");
        host.run("docker", "run", "--detach", "--name", "squatter", "--publish", "8000:6379", REDIS);

        Tool.Result result = Tool.run(faulty.config(), "doctor", "--json");

        // A deploy asks for room before it reads the compose files.
        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(ids(result.output()))
                .contains(
                        // on the host
                        "sshd hurts",
                        "buildkit hurts",
                        "proxies hurts",
                        "ports stops",
                        "disk stops",
                        // in the project, as a deploy says it
                        "variables stops",
                        "variables hurts",
                        "env-files stops",
                        "local-files stops",
                        "dockerfiles stops",
                        "service-names stops",
                        // in the project, as it would run
                        "images stops",
                        "healthcheck-program hurts",
                        "healthcheck-form advice",
                        "healthcheck-port hurts",
                        "listening-port hurts",
                        "listening-address hurts",
                        "passwords hurts",
                        "restart hurts",
                        "restart advice",
                        "limits stops",
                        "limits advice",
                        "log-rotation advice",
                        "root advice",
                        // here
                        "tracked-secrets hurts",
                        "unignored-env advice",
                        "file-modes advice");
        assertThat(result.output())
                .contains(".env.web", ".env.more", "FAREWELL, GREETING", "squatter", "secrets/signing")
                .contains("MaxSessions is 4", "MaxStartups is 1", "registry.invalid/team/absent:1", "API_TOKEN")
                .doesNotContain("tok-which-nobody-may-see");
    }

    @Test
    @Order(4)
    void whatItSaysThatItMendsIsMended() throws Exception {
        Tool.Result asked = Tool.run(faulty.config(), "doctor", "--fix");
        assertThat(asked.exitCode()).as(asked.output()).isEqualTo(2);
        Tool.Result fixed = Tool.run(faulty.config(), "doctor", "--fix", "--yes");
        assertThat(fixed.output()).contains("Done:", "chmod 600 ", "add the line /.env to ");
        assertThat(found(faulty.config(), 5))
                .contains("tracked-secrets hurts")
                .doesNotContain("unignored-env advice", "file-modes advice");
        assertThat(Files.readString(faulty.file(".gitignore"))).isEqualTo("/.env\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(faulty.file("config/dev.env"))))
                .isEqualTo("rw-------");
        assertThat(host.run("docker", "ps", "--format", "{{.Names}}"))
                .as("others' things")
                .isEqualTo("squatter");
    }

    @Test
    @Order(5)
    void aHostThatCannotBeReachedIsNamedFirstAndTheRestIsLookedAtAllTheSame() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            faulty.configure(host, free.getLocalPort());
        }
        Tool.Result result = Tool.run(faulty.config(), "doctor", "--json");
        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        JsonNode first = JSON.readTree(result.output().lines().findFirst().orElseThrow());
        assertThat(first.path("check").asText()).isEqualTo("connection");
        assertThat(first.path("what").asText()).contains("cannot be reached");
        assertThat(ids(result.output())).contains("tracked-secrets hurts", "connection stops");
    }

    @Test
    @Order(6)
    void aComposeThatDockerDoesNotFindIsMadeKnownToIt() throws Exception {
        host.run("rm", "/home/deploy/.docker/config.json");
        String plugin = host.run(
                "sh",
                "-c",
                "ls /usr/libexec/docker/cli-plugins/docker-compose"
                        + " /usr/lib/docker/cli-plugins/docker-compose 2> /dev/null | head -n 1");
        host.run("mv", plugin, "/usr/local/bin/docker-compose");
        assertThat(found(sample.config(), 5)).contains("docker stops");
        Tool.Result fixed = Tool.run(sample, "doctor", "--fix", "--yes");
        host.run("mv", "/usr/local/bin/docker-compose", plugin);
        host.run("rm", "/home/deploy/.docker/cli-plugins/docker-compose");
        assertThat(fixed.output()).contains("STOPS   Docker on dev does not know its Compose.", "Looked again.");
        assertThat(fixed.output().substring(fixed.output().indexOf("Looked again.")))
                .doesNotContain("does not know its Compose");
    }

    private static Set<String> found(Path config, int exitCode) throws IOException, InterruptedException {
        Tool.Result result = Tool.run(config, "doctor", "--json");
        assertThat(result.exitCode()).as(result.output()).isEqualTo(exitCode);
        return ids(result.output());
    }

    /** Check and severity of each finding. */
    private static Set<String> ids(String output) throws IOException {
        Set<String> ids = new TreeSet<>();
        List<String> lines = output.lines().filter(line -> line.startsWith("{")).toList();
        for (String line : lines) {
            JsonNode object = JSON.readTree(line);
            if (object.path("kind").asText().equals("finding")) {
                ids.add(object.path("check").asText() + " "
                        + object.path("severity").asText());
            }
        }
        return ids;
    }
}
