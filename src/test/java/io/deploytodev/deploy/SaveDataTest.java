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

    private static boolean isSound(String service, Health health, boolean answers) {
        return SaveData.isSound(service, List.of(graph(Status.RUNNING, health)), () -> answers);
    }

    @Test
    void onlyWhatWasSoundBeforeIsWaitedForAfterwards() {
        assertThat(isSound("graph", Health.HEALTHY, false)).isTrue();
        assertThat(isSound("graph", Health.NONE, false)).isTrue();
        assertThat(isSound("graph", Health.UNHEALTHY, true)).isFalse();
        assertThat(isSound("other", Health.UNHEALTHY, false)).isTrue();
    }

    @Test
    void whatAnswersBeforeItsHealthcheckWasRunForTheFirstTimeIsSound() {
        assertThat(isSound("graph", Health.STARTING, true)).isTrue();
        assertThat(isSound("graph", Health.STARTING, false)).isFalse();
        assertThat(isSound("other", Health.STARTING, false)).isTrue();
    }

    @Test
    void oneContainerThatIsIllIsEnough() {
        List<ContainerState> two =
                List.of(graph(Status.RUNNING, Health.STARTING), graph(Status.RUNNING, Health.UNHEALTHY));
        assertThat(SaveData.isSound("graph", two, () -> true)).isFalse();
    }
}
