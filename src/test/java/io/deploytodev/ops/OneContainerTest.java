package io.deploytodev.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Health;
import io.deploytodev.docker.ContainerState.Status;
import io.deploytodev.failure.DeployFailure;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OneContainerTest {

    @Test
    void withoutANumberTheFirstThatRunsIsMeant() {
        OneContainer web = new OneContainer(
                "web",
                List.of(
                        container("p-web-10", Status.RUNNING),
                        container("p-web-2", Status.RUNNING),
                        container("p-web-1", Status.EXITED)));
        assertThat(web.running(OptionalInt.empty()).name()).isEqualTo("p-web-2");
        assertThat(web.running(OptionalInt.of(10)).name()).isEqualTo("p-web-10");
    }

    @Test
    void oneWithANameOfItsOwnIsTheFirst() {
        OneContainer web = new OneContainer("web", List.of(container("frontend", Status.RUNNING)));
        assertThat(web.running(OptionalInt.of(1)).name()).isEqualTo("frontend");
    }

    @Test
    void aReplicaThatIsNotThereIsNamedWithThoseThatAre() {
        OneContainer web = new OneContainer("web", List.of(container("p-web-1", Status.RUNNING)));
        assertThatThrownBy(() -> web.running(OptionalInt.of(3)))
                .isInstanceOf(DeployFailure.class)
                .hasMessage("There is no container 3 of web.")
                .extracting(e -> ((DeployFailure) e).why())
                .isEqualTo("It has p-web-1.");
    }

    @Test
    void oneThatEndedSaysHow() {
        OneContainer web = new OneContainer("web", List.of(container("p-web-1", Status.EXITED)));
        assertThatThrownBy(() -> web.running(OptionalInt.empty()))
                .hasMessage("web does not run.")
                .satisfies(e -> assertThat(((DeployFailure) e).why()).contains("exit code 3"))
                .satisfies(e -> assertThat(((DeployFailure) e).next()).contains("logs web", "start web"));
    }

    @Test
    void oneWithoutAContainerIsToBeStarted() {
        assertThatThrownBy(() -> new OneContainer("web", List.of()).running(OptionalInt.empty()))
                .hasMessage("web does not run.")
                .satisfies(e -> assertThat(((DeployFailure) e).next()).contains("start web"));
    }

    private static ContainerState container(String name, Status status) {
        return new ContainerState(
                name,
                "web",
                name,
                status,
                Health.NONE,
                3,
                false,
                0,
                null,
                "sha256:1",
                "",
                Map.of(),
                null,
                null,
                List.of());
    }
}
