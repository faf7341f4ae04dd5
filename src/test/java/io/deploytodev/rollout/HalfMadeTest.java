package io.deploytodev.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ComposeContainer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HalfMadeTest {

    @Test
    void aSuccessorThatBearsItsPredecessorsShortIdAndNeverRanIsHalfMade() {
        ComposeContainer successor = container("shop", "9e2ae072ac08_shop-web-1", false);

        assertThat(HalfMade.among(List.of(container("shop", "shop-web-1", true), successor), "shop"))
                .containsExactly(successor);
    }

    @Test
    void whatRunsOrIsOfAnotherProjectOrNamedOtherwiseIsNot() {
        assertThat(HalfMade.among(
                        List.of(
                                container("shop", "9e2ae072ac08_shop-web-1", true),
                                container("other", "9e2ae072ac08_other-web-1", false),
                                container("shop", "shop_9e2ae072ac08_web-1", false),
                                container("shop", "9e2a_shop-web-1", false)),
                        "shop"))
                .isEmpty();
    }

    private static ComposeContainer container(String project, String name, boolean running) {
        return new ComposeContainer("id-" + name, name, project, "web", "", "", running, false, Instant.EPOCH);
    }
}
