package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ImageCommands;
import io.deploytodev.docker.RegistryAnswer;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RegistrySearchTest {

    private static final String DENIED = "denied: requested access to the resource is denied";

    @Test
    void whatAnybodyGetsIsNotAskedForTwice() {
        assertThat(search(new RegistryAnswer(true, ""), image -> {
                    throw new AssertionError("asked for " + image);
                }))
                .isEmpty();
        assertThat(search(new RegistryAnswer(false, "manifest unknown"), image -> {
                    throw new AssertionError("asked for " + image);
                }))
                .containsExactly("shop/api:1");
    }

    @Test
    void aPrivateRepositoryIsAskedWithTheLoginThatTheHostHas() {
        assertThat(search(new RegistryAnswer(false, DENIED), "shop/api:1"::equals))
                .isEmpty();
        assertThat(search(new RegistryAnswer(false, DENIED), image -> false)).containsExactly("shop/api:1");
    }

    @Test
    void theHostsOwnClientIsAskedAndAnImageIsNoOptionOfIt() {
        assertThat(ImageCommands.isHandedOut("registry.internal/api:1").display())
                .isEqualTo("docker manifest inspect -- registry.internal/api:1");
    }

    private static Set<String> search(RegistryAnswer anybody, Predicate<String> loggedIn) {
        return new RegistrySearch(image -> anybody, loggedIn)
                .unanswered(List.of("shop/api:1"))
                .keySet();
    }
}
