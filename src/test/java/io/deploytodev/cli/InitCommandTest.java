package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InitCommandTest {

    @TempDir
    private Path directory;

    private final List<String> asked = new ArrayList<>();
    private final Deque<String> typed = new ArrayDeque<>();

    @BeforeEach
    void project() throws IOException {
        Files.writeString(directory.resolve("compose.yaml"), "services: {api: {build: ., ports: ['8000:8000']}}\n");
        Files.writeString(directory.resolve("main.py"), "@app.get('/health')\n");
    }

    @Test
    void withAllSaidItAsksNothingAndWritesWhatConfigAccepts() {
        ProgramRun run = init("--yes", "--host", "deploy@dev.example.internal:2222");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Wrote " + config(), "health.path", "/health", "likely", "main.py:1");
        assertThat(config()).content().contains("address: dev.example.internal", "port: 2222", "user: deploy");
        ProgramRun checked = ProgramRun.of("config", "--config", config().toString());
        assertThat(checked.exitCode()).as(checked.err()).isZero();
        assertThat(asked).isEmpty();
    }

    @Test
    void onATerminalItAsksForTheServerAlone() {
        typed.addAll(List.of("dev.example.internal", "deploy"));
        assertThat(init().exitCode()).isZero();
        assertThat(asked).hasSize(2).first().asString().contains("Which server?");
        assertThat(config()).content().contains("address: dev.example.internal", "user: deploy");
    }

    @Test
    void aHealthAddressThatIsNotFoundIsAskedFor() throws IOException {
        Files.delete(directory.resolve("main.py"));
        typed.add("/status");
        assertThat(init("--host", "dev").exitCode()).isZero();
        assertThat(asked).singleElement().asString().contains("Which path of api answers 200");
        assertThat(config()).content().contains("health: {path: /status}");
    }

    @Test
    void theEnvironmentNamesTheServerForAMachineThatNobodySitsAt() {
        ProgramRun run = init(Map.of("DEPLOY_TO_DEV_HOST", "ci-host"), "--yes");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(config()).content().contains("address: ci-host");
    }

    @Test
    void withoutAServerAndNobodyToAskItSaysWhatIsMissing() {
        ProgramRun run = init("--yes");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("The server's address is not known.", "--host [user@]ADDRESS");
        assertThat(config()).doesNotExist();
    }

    @Test
    void anAddressThatIsNoneIsRefusedBeforeAnythingIsWritten() {
        ProgramRun run = init("--yes", "--host", "https://dev.example.internal/");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("is no address of a server");
        assertThat(config()).doesNotExist();
    }

    @Test
    void whatIsThereIsNotOverwrittenButByForce() throws IOException {
        Files.createDirectories(config().getParent());
        Files.writeString(config(), "mine");
        ProgramRun refused = init("--yes", "--host", "dev");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("is there already", "--force");
        assertThat(config()).hasContent("mine");
        assertThat(init("--yes", "--host", "dev", "--force").exitCode()).isZero();
        assertThat(config()).content().contains("address: dev");
    }

    @Test
    void printShowsTheFileAndWritesNothing() {
        ProgramRun run = init("--print", "--host", "dev");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("# Written by").contains("\nhosts:\n", "health: {path: /health}");
        assertThat(config()).doesNotExist();
    }

    @Test
    void underJsonWhatWasFoundIsOneObject() throws IOException {
        ProgramRun run = init("--json", "--host", "dev");
        assertThat(run.out().lines()).hasSize(1);
        JsonNode object = new ObjectMapper().readTree(run.out());
        assertThat(object.get("written").asBoolean()).isTrue();
        assertThat(object.get("findings").findValuesAsText("key")).contains("hosts.dev", "gateway", "health.path");
    }

    private Path config() {
        return directory.resolve("config/deploy.yml");
    }

    private ProgramRun init(String... options) {
        return init(Map.of(), options);
    }

    private ProgramRun init(Map<String, String> environment, String... options) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
        InitCommand command = new InitCommand(environment, out, directory, Optional.of(question -> {
            asked.add(question);
            return typed.remove();
        }));
        int exitCode = new CommandLine(command)
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(new FailureReporter(environment, out, Clock.systemUTC()))
                .execute(options);
        return new ProgramRun(exitCode, shown.toString(StandardCharsets.UTF_8), err.toString());
    }
}
