package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.release.StateDirectory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OtherStateTest {

    private static final StateDirectory OURS = StateDirectory.of("/home/bob", "shop");

    @Test
    void whatThisStateDirectoryStartedIsOurs() {
        assertThat(of("/home/bob/.deploy-to-dev/shop", "releases/1/model.json")).isEmpty();
    }

    @Test
    void whatAnotherStartedIsNamed() {
        String other = "/home/ada/.deploy-to-dev/shop";
        assertThat(of(other, "releases/1/model.json")).contains(other);
        assertThat(of(other, "releases/1/infrastructure.json")).contains(other);
        assertThat(of(other, "model.json")).contains(other);
    }

    @Test
    void whatWasStartedByHandBelongsToNoStateDirectory() {
        assertThat(of("/home/ada/shop", "docker-compose.yml")).isEmpty();
        assertThat(OtherState.of(OURS, List.of(container("/home/ada/shop/model.json", "/home/ada/shop"))))
                .isEmpty();
    }

    @Test
    void whatIsOlderThanTheMoveOfTheStateIsNoReasonToRefuse() {
        String other = "/home/ada/.deploy-to-dev/shop";
        assertThat(OtherState.of(
                        OURS,
                        List.of(
                                container(other + "/model.json", other + "/source"),
                                container(OURS.path() + "/releases/2/model.json", OURS.source()))))
                .isEmpty();
    }

    private static Optional<String> of(String state, String file) {
        return OtherState.of(OURS, List.of(container(state + "/" + file, state + "/source")));
    }

    private static ComposeContainer container(String files, String directory) {
        return new ComposeContainer("id", "shop-api-1", "shop", "api", directory, files, true, false, Instant.EPOCH);
    }
}
