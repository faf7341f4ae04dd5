package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Health;
import io.deploytodev.docker.ContainerState.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SaveDataTest {

    private static ContainerState graph(Status status, Health health) {
        return new ContainerState(
                "id",
                "graph",
                "shop-graph-1",
                status,
                health,
                0,
                false,
                0,
                null,
                "i",
                "",
                Map.of(),
                null,
                null,
                List.of());
    }

    @Test
    void onlyWhatWasSoundBeforeIsWaitedForAfterwards() {
        assertThat(SaveData.wasSound("graph", List.of(graph(Status.RUNNING, Health.HEALTHY))))
                .isTrue();
        assertThat(SaveData.wasSound("graph", List.of(graph(Status.RUNNING, Health.NONE))))
                .isTrue();
        assertThat(SaveData.wasSound("graph", List.of(graph(Status.RUNNING, Health.UNHEALTHY))))
                .isFalse();
        assertThat(SaveData.wasSound("graph", List.of(graph(Status.RUNNING, Health.STARTING))))
                .isFalse();
        assertThat(SaveData.wasSound("other", List.of(graph(Status.RUNNING, Health.UNHEALTHY))))
                .isTrue();
    }
}
