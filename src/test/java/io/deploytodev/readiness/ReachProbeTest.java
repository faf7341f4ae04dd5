package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.readiness.CommandSource.Started;
import io.deploytodev.readiness.ProbeResult.Never;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script is run for real, by this machine's own shell. */
class ReachProbeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void whatListensIsReachedByEachProgramThatAnImageMayHave() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(probe("localhost", server.getLocalPort(), System.getenv("PATH"))
                            .ask())
                    .isEqualTo(new Ready("takes connections"));
            assertThat(probe("localhost", server.getLocalPort(), only("bash", "timeout"))
                            .ask())
                    .isInstanceOf(Ready.class);
        }
    }

    @Test
    void whereNothingListensThatIsSaid() throws IOException {
        int closed;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = server.getLocalPort();
        }
        assertThat(probe("localhost", closed, System.getenv("PATH")).ask())
                .isEqualTo(new NotYet("nothing takes connections at localhost:" + closed));
    }

    @Test
    void aNameThatIsNotKnownThereIsToldApart() throws IOException {
        assertThat(probe("no-such-name.invalid", 1, only("getent")).ask())
                .isEqualTo(new NotYet("the name no-such-name.invalid is not known there"));
    }

    @Test
    void anImageThatHasNothingToAskWithTellsNothing() throws IOException {
        assertThat(probe("localhost", 1, only()).ask()).isInstanceOf(Never.class);
    }

    @Test
    void aContainerThatDoesNotRunAsksNobody() {
        assertThat(new ReachProbe(
                                "localhost",
                                1,
                                new ScriptedContainer(Containers.exited(1)),
                                (id, argv) -> Optional.empty(),
                                PATIENCE)
                        .ask())
                .isEqualTo(new Never("its container does not run", "start it"));
    }

    private static ReachProbe probe(String name, int port, String path) {
        return new ReachProbe(
                name,
                port,
                new ScriptedContainer(Containers.running()),
                (id, argv) -> Optional.of(started(argv, path)),
                PATIENCE);
    }

    /** A directory with links to these programs alone. */
    private String only(String... programs) throws IOException {
        Path bin = Files.createTempDirectory(directory, "bin");
        for (String program : programs) {
            Files.createSymbolicLink(bin.resolve(program), Path.of("/usr/bin", program));
        }
        return bin.toString();
    }

    private static Started started(List<String> argv, String path) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder("/bin/sh", argv.get(1), argv.get(2), argv.get(3), argv.get(4), argv.get(5));
            builder.environment().clear();
            builder.environment().putAll(Map.of("PATH", path));
            Process process = builder.start();
            return new Started() {
                @Override
                public Optional<Integer> exitCode(Duration patience) {
                    try {
                        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                                ? Optional.of(process.exitValue())
                                : Optional.empty();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }

                @Override
                public String lastLine() {
                    return "";
                }

                @Override
                public void close() {
                    process.destroyForcibly();
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
