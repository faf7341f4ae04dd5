package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a user and a program read of deploys that go well and of such that do not, on one dev host. */
class OutputIT {

    private static final String IMAGE = System.getenv().getOrDefault("REDIS_IMAGE", "deploy-to-dev-standin/redis:7");

    private static final String COMPOSE = """
            services:
              good:
                image: %1$s
                entrypoint: [sh, -c, "echo it runs; exec sleep 1000"]
                init: true
              greedy:
                image: %1$s
                entrypoint: [sh, -c, "x=a; while true; do x=$$x$$x; done"]
                mem_limit: 32m
                memswap_limit: 32m
              incomplete:
                image: %1$s
                entrypoint: [sh, -c, "echo \\"ModuleNotFoundError: No module named 'requests'\\" >&2; exit 1"]
                environment: {GREETING: "${NOBODY_SETS_THIS}"}
            """;

    @TempDir
    private static Path directory;

    @RegisterExtension
    private static final DevHost host = DevHost.forTheClass();

    private static Path config;

    @BeforeAll
    static void deployWhatIsReturnedTo() throws Exception {
        writeProject();
        Ran deploy = deploy("--quiet", "--service", "good");
        assertThat(deploy.exitCode()).as(deploy.toString()).isZero();
    }

    private static void writeProject() throws Exception {
        Path source = Files.createDirectories(directory.resolve("project"));
        Files.writeString(source.resolve("docker-compose.yml"), COMPOSE.formatted(IMAGE));
        config = Files.createDirectories(directory.resolve("config")).resolve("deploy.yml");
        Files.writeString(config, """
                project: output
                source: {root: ../project}
                hosts:
                  dev: {address: %s, port: %d, user: deploy, identity: %s, known_hosts: %s}
                infrastructure: []
                readiness:
                  good: {command: [test, -e, /bin/sh]}
                """.formatted(host.address(), host.sshPort(), host.identity(), host.knownHosts()));
    }

    @Test
    void theCommandThatASuccessNamesRunsAsItStands() throws Exception {
        Ran deploy = deploy("--json", "--service", "good");

        List<JsonNode> events = events(deploy);
        assertThat(deploy.exitCode()).as(deploy.toString()).isZero();
        assertThat(deploy.err()).isEmpty();
        JsonNode last = events.get(events.size() - 1);
        assertThat(last.get("event").asText()).isEqualTo("runSucceeded");
        String named = last.get("nextCommands").get(0).get("command").asText();
        Ran pasted = run("sh", "-c", named.replace("logs -f", "logs") + " < /dev/null");
        assertThat(pasted.exitCode()).as(named + "\n" + pasted).isZero();
        assertThat(pasted.out()).isEqualTo("it runs\n");
    }

    @Test
    void aServiceThatWantsTooMuchMemoryIsToldItsLimit() throws Exception {
        Ran deploy = deploy("--quiet", "--service", "greedy");

        assertThat(deploy.exitCode()).as(deploy.toString()).isEqualTo(12);
        assertThat(deploy.out()).isEmpty();
        assertThat(deploy.err())
                .contains("its memory limit of 32 MiB was too little", "out of memory: yes", "mem_limit");
    }

    @Test
    void everyEventOfAFailureKeepsToTheSchemaAndTheLastSaysAll() throws Exception {
        Ran deploy = deploy("--json", "--service", "incomplete");

        List<JsonNode> events = events(deploy);
        assertThat(deploy.exitCode()).as(deploy.toString()).isEqualTo(12);
        JsonNode last = events.get(events.size() - 1);
        assertThat(last.get("event").asText()).isEqualTo("runFailed");
        assertThat(last.get("exitCode").asInt()).isEqualTo(12);
        assertThat(last.get("kind").asText()).isEqualTo("rolledBack");
        assertThat(last.get("why").asText()).contains("ended with exit code 1", "the image lacks requests");
        assertThat(last.get("next").asText()).contains("deploy-to-dev releases show ");
        assertThat(last.get("evidence").toString()).contains("exit code 1, out of memory: no", "No module named");
        assertThat(events)
                .anyMatch(event -> event.get("event").asText().equals("commandEnded")
                        && event.get("command").asText().startsWith("docker compose up "));
    }

    @Test
    void withoutATerminalAFailureIsToldOnceAndWarningsStandAtItsEnd() throws Exception {
        Ran deploy = deploy("--plain", "--service", "incomplete");

        assertThat((deploy.out() + deploy.err()).split("No module named", -1)).hasSize(2);
        String end = deploy.out().substring(deploy.out().indexOf("FAILED after"));
        assertThat(end.split("NOBODY_SETS_THIS", -1)).as(deploy.out()).hasSize(2);
    }

    private static List<JsonNode> events(Ran deploy) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("docs/events.schema.json")));
        List<JsonNode> events = new ArrayList<>();
        for (String line : deploy.out().lines().toList()) {
            assertThat(schema.validate(line, InputFormat.JSON)).as(line).isEmpty();
            events.add(new ObjectMapper().readTree(line));
        }
        return events;
    }

    private static Ran deploy(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Path.of("target/deploy-to-dev.jar").toAbsolutePath().toString(),
                "deploy",
                "--config",
                config.toString()));
        command.addAll(List.of(options));
        return run(command.toArray(String[]::new));
    }

    private static Ran run(String... command) throws Exception {
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
            return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    private record Ran(int exitCode, String out, String err) {}
}
