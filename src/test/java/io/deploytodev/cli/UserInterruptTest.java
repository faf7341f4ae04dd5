package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

    /** Works until it is interrupted, and then comes to the end that it was told. */
    static final class Worker {

        private Worker() {}

        public static void main(String[] args) {
            UserInterrupt interrupt = UserInterrupt.watch();
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
