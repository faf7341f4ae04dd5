package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ContainerState;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastLogsTest {

    @Test
    void whatBecameOfAContainerStandsAboveItsLines() {
        assertThat(LastLogs.head(container(ContainerState.Status.RUNNING, 0, false, 0)))
                .isEqualTo("api (shop-api-1), running");
        assertThat(LastLogs.head(container(ContainerState.Status.EXITED, 137, true, 3)))
                .isEqualTo("api (shop-api-1), exited with 137, out of memory, restarted 3 times");
    }

    @Test
    void whatIsKeptIsBoundedAndSaysSo() {
        assertThat(LastLogs.bounded(List.of("head", "  line"))).isEqualTo("head\n  line\n");
        String much = LastLogs.bounded(Collections.nCopies(10_000, "x".repeat(100)));
        assertThat(much).hasSizeLessThan(300_000).endsWith("(the rest is left out)\n");
    }

    private static ContainerState container(ContainerState.Status status, int exitCode, boolean oom, int restarts) {
        return new ContainerState(
                "id",
                "api",
                "shop-api-1",
                status,
                ContainerState.Health.NONE,
                exitCode,
                oom,
                restarts,
                null,
                "",
                "",
                Map.of(),
                null,
                null,
                List.of());
    }
}
