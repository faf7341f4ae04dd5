package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What services of all kinds have written, also those that have ended. This tool did not deploy them. */
class LogsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String COMPOSE = """
            name: odd
            x-image: &image
              image: %s
              network_mode: none
              stop_grace_period: 0s
            services:
              crash: {<<: *image, entrypoint: [sh, -c, 'echo starting; echo "cannot open database" >&2; exit 3']}
              terminal: {<<: *image, tty: true, entrypoint: [sh, -c, 'echo hello; printf "no end"']}
              long: {<<: *image, entrypoint: [sh, -c, 'head -c 100000 /dev/zero | tr "\\0" x; echo;
                head -c 1500000 /dev/zero | tr "\\0" y; echo; echo after']}
              binary: {<<: *image, logging: {driver: local}, entrypoint: [sh, -c, 'printf "\\033]0;mine\\007\\377.\\n"']}
              silent: {<<: *image, logging: {driver: none}, entrypoint: [sh, -c, 'echo unheard']}
              steps: {<<: *image, entrypoint: [sh, -c, 'for i in 1 2 3 4 5; do echo step $$i; sleep 0.01; done; echo ERROR']}
            """.formatted(QuickProject.IMAGE);

    @RegisterExtension
    private static final DevHost host = DevHost.forTheClass();

    @TempDir
    private static Path directory;

    private static QuickProject project;

    @BeforeAll
    static void startThem() throws Exception {
        project = new QuickProject(directory, host);
        project.configure("");
        host.run("sh", "-c", "cat > /tmp/odd.yml <<'END'\n" + COMPOSE + "END\ndocker compose -f /tmp/odd.yml up -d");
        Awaitility.await().until(() -> host.run("docker", "ps", "--quiet").isEmpty());
    }

    @Test
    void theLastWordsOfOneThatCrashedAreThere() throws Exception {
        assertThat(logs("crash"))
                .contains("crash | starting", "crash | cannot open database")
                .hasSize(2);
        assertThat(objects("crash")).anySatisfy(line -> {
            assertThat(line.path("stream").asText()).isEqualTo("stderr");
            assertThat(line.path("line").asText()).isEqualTo("cannot open database");
            assertThat(line.path("container").asText()).isEqualTo("odd-crash-1");
        });
    }

    @Test
    void aTerminalsLinesAreLines() throws Exception {
        assertThat(logs("terminal")).containsExactly("terminal | hello", "terminal | no end");
    }

    @Test
    void aLongLineIsWholeAndOneThatIsTooLongIsCut() throws Exception {
        List<JsonNode> lines = objects("long");
        assertThat(lines)
                .extracting(line -> line.path("line").asText().length())
                .containsExactly(100_000, 1 << 20, 5);
        assertThat(lines).extracting(line -> line.path("cut").asBoolean()).containsExactly(false, true, false);
    }

    @Test
    void bytesThatAreNoTextArriveAsTheyAreButNotOnATerminal() throws Exception {
        assertThat(objects("binary").get(0).path("base64").binaryValue())
                .isEqualTo("\u001b]0;mine\u0007\u00ff.".getBytes(StandardCharsets.ISO_8859_1));
        Process terminal = new ProcessBuilder("script", "-qec", command("logs", "--project=odd", "binary"), "/dev/null")
                .redirectErrorStream(true)
                .start();
        String shown = new String(terminal.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(shown).contains("\\x1b]0;mine\\x07\\xff.").doesNotContain("\u001b]0;", "\u0007");
    }

    @Test
    void aLogThatCannotBeReadIsToldOnceAndKeepsNobodyElseBack() throws Exception {
        QuickProject.Ran all = run();
        assertThat(all.exitCode()).isZero();
        assertThat(all.err()).containsOnlyOnce("silent: its log cannot be read").doesNotContain("crash");
        assertThat(all.out()).contains("starting", "hello", "step 1");
    }

    @Test
    void linesOfAllServicesComeInTheOrderOfTheirTimes() throws Exception {
        List<JsonNode> lines = objects();
        assertThat(lines).extracting(line -> line.path("service").asText()).contains("crash", "long", "steps");
        assertThat(lines.stream().filter(line -> line.path("type").asText().equals("line")))
                .extracting(line -> line.path("time").asText())
                .isSorted();
    }

    @Test
    void aPartIsChosenByNumberByTimeToTheNanosecondAndByWords() throws Exception {
        assertThat(logs("steps", "--tail=2")).containsExactly("steps | step 5", "steps | ERROR");
        assertThat(logs("steps", "--grep=error", "-i")).containsExactly("steps | ERROR");
        assertThat(logs("steps", "--grep=step", "--tail=1")).containsExactly("steps | step 5");
        assertThat(logs("steps", "--grep=[1-4R]", "-v")).containsExactly("steps | step 5");
        List<String> times = objects("steps").stream()
                .map(line -> line.path("time").asText())
                .toList();
        assertThat(logs("steps", "--since=" + times.get(1), "--until=" + times.get(3)))
                .containsExactly("steps | step 2", "steps | step 3", "steps | step 4");
        assertThat(logs("steps", "--since=1h", "--until=1ms")).hasSize(6);
        assertThat(logs("steps", "--until=1d")).isEmpty();
        assertThat(logs("steps", "--timestamps", "--no-prefix").get(0)).isEqualTo(times.get(0) + " step 1");
    }

    @Test
    void aServiceThatDoesNotExistIsNamedWithTheNearest() throws Exception {
        QuickProject.Ran wrong = run("stebs");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("There is no service stebs in odd.", "Did you mean steps?");
    }

    @Test
    void whoHasSeenEnoughIsLeftInPeace() throws Exception {
        Process head = new ProcessBuilder("sh", "-c", command("logs", "--project=odd", "long") + " | head -c 10")
                .redirectErrorStream(true)
                .start();
        assertThat(head.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(head.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("long | xxx");
    }

    private static List<String> logs(String... words) throws IOException, InterruptedException {
        QuickProject.Ran ran = run(words);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return ran.out().lines().toList();
    }

    private static List<JsonNode> objects(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--json");
        List<JsonNode> objects = new ArrayList<>();
        for (String line : logs(all.toArray(String[]::new))) {
            objects.add(JSON.readTree(line));
        }
        return objects;
    }

    private static QuickProject.Ran run(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--project=odd"));
        all.addAll(List.of(words));
        return project.run(Map.of(), "logs", all.toArray(String[]::new));
    }

    private static String command(String... words) {
        return Path.of(System.getProperty("java.home"), "bin", "java") + " -jar "
                + Path.of("target/deploy-to-dev.jar").toAbsolutePath() + " " + String.join(" ", words) + " --config "
                + project.config();
    }
}
