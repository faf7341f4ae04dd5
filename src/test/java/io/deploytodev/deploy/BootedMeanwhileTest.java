package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Health;
import io.deploytodev.docker.ContainerState.Status;
import io.deploytodev.release.ShellHost;
import io.deploytodev.release.StateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files, and containers that say when they were started. */
class BootedMeanwhileTest {

    @TempDir
    private Path home;

    private ShellHost host;
    private StateDirectory directory;
    private Instant now;

    @BeforeEach
    void aTreeWithAFile() throws IOException {
        host = new ShellHost(home);
        directory = StateDirectory.of(home + "/with space & quote'", "shop");
        Files.createDirectories(source().resolve("conf"));
        Files.writeString(source().resolve("conf/-motto.txt"), "hello");
        Files.writeString(source().resolve("own.sqlite"), "the host's own");
        Files.write(
                Path.of(directory.path(), "tree.manifest"),
                "f 644\0digest\0conf/-motto.txt\0f 644\0digest\0app.py\0".getBytes(StandardCharsets.UTF_8));
        now = Files.getLastModifiedTime(source().resolve("conf/-motto.txt")).toInstant();
    }

    @AfterEach
    void endAll() {
        host.close();
    }

    private Path source() {
        return Path.of(directory.source());
    }

    @Test
    void oneThatWasStartedBeforeTheFileWasReplacedSeesTheOldOne() {
        assertThat(behind("conf/-motto.txt", container(now.minusSeconds(60)), now.minusSeconds(120)))
                .isTrue();
    }

    @Test
    void oneThatWasStartedRightAfterItMayHaveMountedTheOldOne() {
        assertThat(behind("conf/-motto.txt", container(now.plusSeconds(2)), now.minusSeconds(120)))
                .isTrue();
    }

    @Test
    void oneThatWasStartedLongAfterItSeesTheNewOne() {
        assertThat(behind("conf/-motto.txt", container(now.plusSeconds(60)), now.minusSeconds(120)))
                .isFalse();
    }

    @Test
    void oneThatWasStartedWhileTheTreeWasItsOwnSeesWhatItShould() {
        assertThat(behind("conf/-motto.txt", container(now.minusSeconds(180)), now.minusSeconds(120)))
                .isFalse();
    }

    @Test
    void whatIsWrittenInPlaceAndWhatIsADirectorySayNothing() {
        ContainerState container = container(now.minusSeconds(60));
        assertThat(behind("own.sqlite", container, now.minusSeconds(120))).isFalse();
        assertThat(behind("conf", container, now.minusSeconds(120))).isFalse();
        assertThat(behind("app.py", container, now.minusSeconds(120)))
                .as("which is not there")
                .isFalse();
    }

    @Test
    void oneThatDoesNotRunWillMountWhatIsThere() {
        ContainerState ended = container(Status.EXITED, now.minusSeconds(60));
        assertThat(behind("conf/-motto.txt", ended, now.minusSeconds(120))).isFalse();
    }

    private boolean behind(String mounted, ContainerState container, Instant since) {
        ComposeModel model = ComposeModel.parse("""
                {"services": {"api": {"volumes": [{"type": "bind", "source": "%s/%s", "target": "/x"}]},
                              "other": {"image": "x"}}}
                """.formatted(directory.source(), mounted));
        return new BootedMeanwhile(host, directory, model)
                .among(List.of(container), since)
                .contains("id");
    }

    private static ContainerState container(Instant started) {
        return container(Status.RUNNING, started);
    }

    private static ContainerState container(Status status, Instant started) {
        return new ContainerState(
                "id",
                "api",
                "shop-api-1",
                status,
                Health.NONE,
                0,
                false,
                0,
                null,
                "sha256:1",
                "hash",
                Map.of(),
                started,
                null,
                List.of());
    }
}
