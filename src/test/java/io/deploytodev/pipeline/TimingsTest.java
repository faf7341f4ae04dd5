package io.deploytodev.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimingsTest {

    private final Timings timings = new Timings();

    @Test
    void the_critical_path_is_the_chain_that_ended_last() {
        add("connect", 0, 1);
        add("sync", 1, 3, "connect");
        add("infrastructure", 3, 20, "sync");
        add("build", 3, 9, "sync");
        add("roll out", 20, 25, "build", "infrastructure");

        assertThat(timings.criticalPath()).containsExactly("connect", "sync", "infrastructure", "roll out");
    }

    @Test
    void a_long_step_that_nobody_waited_for_is_not_on_it() {
        add("first", 0, 1);
        add("long aside", 1, 8, "first");
        add("last", 1, 9, "first");

        assertThat(timings.criticalPath()).containsExactly("first", "last");
    }

    @Test
    void a_step_whose_needs_are_not_known_begins_the_path() {
        add("build", 3, 9, "a step that never ended");

        assertThat(timings.criticalPath()).containsExactly("build");
    }

    @Test
    void nothing_has_no_path() {
        assertThat(timings.criticalPath()).isEmpty();
        assertThat(timings.durations()).isEmpty();
    }

    @Test
    void durations_come_in_the_order_in_which_steps_ended() {
        add("a", 0, 5);
        add("b", 1, 7);

        assertThat(timings.durations())
                .containsExactly(
                        java.util.Map.entry("a", Duration.ofSeconds(5)),
                        java.util.Map.entry("b", Duration.ofSeconds(6)));
    }

    private void add(String step, int began, int ended, String... needs) {
        timings.add(step, List.of(needs), Instant.ofEpochSecond(began), Instant.ofEpochSecond(ended));
    }
}
