package io.deploytodev.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RunsTest {

    private final Runs runs = new Runs();

    @Test
    void aStartThatIsToldTwiceIsOne() {
        runs.started(7);
        runs.started(7);
        runs.started(6);
        assertThat(runs.starts()).isOne();
        assertThat(runs.startedAt()).isEqualTo(7);
    }

    @Test
    void whoMissedAStartDoesNotWaitForAnother() throws Exception {
        runs.started(7);
        assertThat(runs.awaitMore(0, 0)).isTrue();
        runs.look();
        assertThat(runs.awaitMore(1, 0)).isTrue();
    }

    @Test
    void oneThatWasRemovedNeverStartsAgainButWhatItWroteBeforeIsStillToBeRead() throws Exception {
        runs.removed();
        assertThat(runs.awaitMore(0, 0)).isFalse();
        runs.started(7);
        assertThat(runs.awaitMore(0, 0)).isTrue();
    }

    @Test
    void aStartThatDoesNotComeIsNotWaitedForForEver() throws Exception {
        runs.awaitStart(0, Duration.ofMillis(20));
        assertThat(runs.starts()).isZero();
    }
}
