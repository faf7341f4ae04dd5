package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserInterruptTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 12})
    void afterASignalTheProgramEndsWithWhatTheWorkCameTo(int came) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        Integer.toString(came))
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.getInputStream().read()).isEqualTo('.');
            process.toHandle().destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(came);
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSecondSignalWaitsForNothingAndSaysWhatIsLeft(String signal) throws IOException, InterruptedException {
        assumeFalse(
                signal.equals("INT") && ignoresInterrupts(), "started in the background of a script, it hears of none");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Stubborn.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.getInputStream().read()).isEqualTo('.');
            kill(process, signal);
            assertThat(process.getInputStream().read()).isEqualTo('!');
            // The first is being heard while the second comes: until then it may be taken for the first again.
            while (process.isAlive()) {
                kill(process, signal);
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
            assertThat(process.exitValue()).isEqualTo(130);
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("all is left as it is\n");
        } finally {
            process.destroyForcibly();
        }
    }

    /** As everything does that a shell without job control starts in the background, and everything that this starts. */
    private static boolean ignoresInterrupts() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
                .anyMatch(ignored -> ignored.testBit(1));
    }

    private static void kill(Process process, String signal) throws IOException, InterruptedException {
        int unused = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Hears that it is interrupted, and goes on. */
    static final class Stubborn {

        private Stubborn() {}

        public static void main(String[] args) throws InterruptedException {
            LastWords lastWords = new LastWords();
            lastWords.are(() -> "all is left as it is");
            UserInterrupt unused = UserInterrupt.watch(lastWords);
            System.out.print('.');
            System.out.flush();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                System.out.print('!');
                System.out.flush();
            }
            new CountDownLatch(1).await();
        }
    }

    /** Works until it is interrupted, and then comes to the end that it was told. */
    static final class Worker {

        private Worker() {}

        public static void main(String[] args) {
            UserInterrupt interrupt = UserInterrupt.watch(new LastWords());
            System.out.print('.');
            System.out.flush();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupt.exit(Integer.parseInt(args[0]));
            }
        }
    }
}
