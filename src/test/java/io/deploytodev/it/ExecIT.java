package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code exec} in scripts: streams, exit codes, and what is said when it cannot be. */
class ExecIT {

    private static final int LARGE = 10_000_000;
    private static final int INTERRUPTED = 130;

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final TinyProject project = TinyProject.on(host, "scripted");

    @TempDir
    private Path directory;

    @BeforeAll
    static void deploy() throws Exception {
        project.done("deploy");
    }

    @Test
    void tenMegabytesOfAnythingGoInAndComeOutAsTheyAre() throws Exception {
        byte[] bytes = new byte[LARGE];
        new Random(7).nextBytes(bytes);
        Path input = Files.write(directory.resolve("input"), bytes);
        Ran ran = run(input, "exec", "web", "--", "cat");
        assertThat(ran.exitCode).as(ran.err()).isZero();
        assertThat(Files.mismatch(input, ran.outFile)).isEqualTo(-1);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void theExitCodeIsTheCommandsAndItsTwoOutputsStayApart() throws Exception {
        Ran ran = run(nothing(), "exec", "-e", "GREETING=good day", "-w", "/srv", "web", "sh", "-c", """
                echo "$GREETING from $PWD"
                echo "to the other side" >&2
                exit 7
                """);
        assertThat(ran.exitCode).isEqualTo(7);
        assertThat(ran.out()).isEqualTo("good day from /srv\n");
        assertThat(ran.err()).isEqualTo("to the other side\n");
    }

    @Test
    void aCommandThatIsGivenNothingToReadReadsNothing() throws Exception {
        Path input = Files.writeString(directory.resolve("input"), "the caller's own\n");
        Ran ran = run(input, "exec", "-n", "web", "--", "cat");
        assertThat(ran.exitCode).as(ran.err()).isZero();
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void aProgramThatIsNotThereIsSaidOnStderrWithTheCodeOfAShell() throws Exception {
        Ran ran = run(nothing(), "exec", "web", "--", "nosuchprogram", "-x");
        assertThat(ran.exitCode).isEqualTo(127);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("nosuchprogram cannot be started in web", "not found");
        Ran nobody = run(nothing(), "exec", "--user", "nosuchuser", "web", "--", "id");
        assertThat(nobody.out()).isEmpty();
        assertThat(nobody.err()).contains("id cannot be started in web", "nosuchuser");
    }

    @Test
    void anUnknownServiceGetsTheNearestName() throws Exception {
        Ran ran = run(nothing(), "exec", "wbe", "--", "true");
        assertThat(ran.exitCode).isEqualTo(2);
        assertThat(ran.err()).contains("There is no service wbe in scripted", "Did you mean web?");
    }

    @Test
    void aCtrlCEndsTheCommandInTheContainerToo() throws Exception {
        Process tool = start(nothing(), "exec", "web", "--", "sleep", "4242");
        try {
            awaitInside(true);
            new ProcessBuilder("kill", "-INT", Long.toString(tool.pid()))
                    .start()
                    .waitFor();
            assertThat(tool.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(tool.exitValue()).isEqualTo(INTERRUPTED);
            awaitInside(false);
        } finally {
            tool.destroyForcibly();
        }
    }

    @Test
    void sshIsTheHostItselfWhereTheSourceLies() throws Exception {
        Ran ran = run(nothing(), "ssh", "--", "sh", "-c", "pwd; id -un; exit 3");
        assertThat(ran.exitCode).as(ran.err()).isEqualTo(3);
        assertThat(ran.out()).isEqualTo("/home/deploy/.deploy-to-dev/scripted/source\ndeploy\n");
        assertThat(run(nothing(), "ssh", "echo $((40 + 2)) | cat").out()).isEqualTo("42\n");
    }

    @Test
    void aServiceThatDoesNotRunSaysHowItEndedAndWhatToDo() throws Exception {
        host.run("docker", "stop", "scripted-web-1");
        try {
            Ran ran = run(nothing(), "exec", "web", "--", "true");
            assertThat(ran.exitCode).isEqualTo(10);
            assertThat(ran.err()).contains("web does not run", "exit code", "deploy-to-dev start web");
        } finally {
            host.run("docker", "start", "scripted-web-1");
        }
    }

    private static void awaitInside(boolean expected) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        host.run("docker", "top", "scripted-web-1", "-eo", "pid,args"))
                .matches(text -> text.contains("sleep 4242") == expected));
    }

    private Path nothing() throws IOException {
        return Files.write(directory.resolve("nothing"), new byte[0]);
    }

    private Process start(Path input, String verb, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Path.of("target/deploy-to-dev.jar").toAbsolutePath().toString(),
                verb,
                "--config",
                project.file("config/deploy.yml").toString()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
    }

    private Ran run(Path input, String verb, String... words) throws IOException, InterruptedException {
        Process process = start(input, verb, words);
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return new Ran(process.exitValue(), directory.resolve("out"), directory.resolve("err"));
        } finally {
            process.destroyForcibly();
        }
    }

    private record Ran(int exitCode, Path outFile, Path errFile) {

        String out() throws IOException {
            return Files.readString(outFile);
        }

        String err() throws IOException {
            return Files.readString(errFile);
        }
    }
}
