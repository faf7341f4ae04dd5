package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AheadTest {

    private final Ahead<String> ahead = new Ahead<>();

    @Test
    void whatWasFoundJustNowNeedNotBeAskedAgain() {
        ahead.look(() -> "all is well");
        assertThat(ahead.fresh()).contains("all is well");
    }

    @Test
    void nothingIsKnownBeforeSomebodyLooked() {
        assertThat(ahead.fresh()).isEmpty();
    }

    @Test
    void whatIsInTheWayIsLeftForTheStepItselfToTell() {
        ahead.look(() -> "all is well");
        ahead.look(() -> {
            throw new IllegalStateException("the host is gone");
        });
        assertThat(ahead.fresh()).isEmpty();
    }
}
