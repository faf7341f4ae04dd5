package io.deploytodev.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaleTaskTest {

    private static final String ID = "b52ab93c91fed16265d0628764d1c5859a47499a5cffac0b2caaaab7a1cfed79";
    private static final String OTHER = "0".repeat(64);

    private static final List<ComposeContainer> CONTAINERS =
            List.of(container(ID, "worker"), container(OTHER, "gateway"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error response from daemon: failed to create task for container: task " + ID + ": already exists",
                "Error response from daemon: container \"" + ID + "\": already exists",
                "Error response from daemon: failed to create task for container: failed to start shim: mkdir"
                        + " /run/containerd/io.containerd.runtime.v2.task/moby/" + ID + ": file exists",
            })
    void whatIsStillThereUnderAnIdNamesItsService(String said) {
        assertThat(StaleTask.services(CONTAINERS, StaleTask.ids(failure(said)))).containsExactly("worker");
    }

    @Test
    void allThatAreNamedAreFound() {
        assertThat(StaleTask.ids(failure("task " + ID + ": already exists\ntask " + OTHER + ": already exists")))
                .containsExactlyInAnyOrder(ID, OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error response from daemon: Conflict. The container name \"/shop-api-1\" is already in use by container \""
                        + ID + "\"",
                "network with name shop_default already exists",
                "mkdir /srv/data: file exists",
            })
    void anythingElseThatExistsIsNothingOfThat(String said) {
        assertThat(StaleTask.ids(failure(said))).isEmpty();
    }

    private static CommandFailed failure(String said) {
        return new CommandFailed(Command.of(List.of("docker")), said);
    }

    private static ComposeContainer container(String id, String service) {
        return new ComposeContainer(id, "shop-" + service + "-1", "shop", service, "", "", false, false, Instant.EPOCH);
    }
}
