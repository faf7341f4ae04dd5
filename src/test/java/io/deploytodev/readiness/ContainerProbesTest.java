package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Health;
import io.deploytodev.docker.ContainerState.Status;
import io.deploytodev.readiness.ProbeResult.Never;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainerProbesTest {

    @Test
    void aContainerWithoutAHealthcheckIsReadyWhenItRuns() {
        assertThat(health(Containers.running())).isInstanceOf(Ready.class);
    }

    @Test
    void aHealthcheckDecidesWhereThereIsOne() {
        assertThat(health(Containers.running(Health.HEALTHY))).isInstanceOf(Ready.class);
        assertThat(health(Containers.running(Health.STARTING))).isInstanceOf(NotYet.class);
        assertThat(health(Containers.running(Health.UNHEALTHY))).isEqualTo(new NotYet("its healthcheck fails"));
    }

    @Test
    void aContainerThatIsNotThereOrNotStartedIsNotYet() {
        assertThat(new ContainerHealthProbe(ContainerFacts.NONE, false).ask()).isInstanceOf(NotYet.class);
        assertThat(health(Containers.of(Status.CREATED, Health.NONE, 0, false, 0)))
                .isEqualTo(new NotYet("the container is created"));
    }

    @Test
    void aContainerThatEndedIsNever() {
        assertThat(health(Containers.exited(1)).why()).isEqualTo("the container ended with exit code 1");
    }

    @Test
    void aOneShotIsReadyOnceItExitedWithZero() {
        assertThat(oneShot(Containers.running())).isEqualTo(new NotYet("still running"));
        assertThat(oneShot(Containers.restarting(3, 1))).isEqualTo(new NotYet("starting over after exit code 3"));
        assertThat(oneShot(Containers.exited(0))).isInstanceOf(Ready.class);
    }

    @Test
    void aOneShotThatFailedIsNeverAndNamesItsLog() {
        assertThat(oneShot(Containers.exited(2)))
                .isEqualTo(new Never("it ended with exit code 2", "its own log says why"));
    }

    @Test
    void aOneShotThatRanOutOfMemoryNamesTheLimitToRaise() {
        assertThat(oneShot(Containers.outOfMemory()))
                .isInstanceOfSatisfying(
                        Never.class, never -> assertThat(never.next()).contains("mem_limit"));
    }

    private static ProbeResult health(ContainerState state) {
        return new ContainerHealthProbe(() -> Optional.of(state), false).ask();
    }

    private static ProbeResult oneShot(ContainerState state) {
        return new OneShotProbe(() -> Optional.of(state)).ask();
    }
}
