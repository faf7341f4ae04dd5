package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.event.DeployEvent.StepProgress;
import io.deploytodev.event.DeployEvent.StepStatus;
import io.deploytodev.pipeline.StepScope;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class StatusLineTest {

    private final RecordedEvents events = new RecordedEvents();
    private final StatusLine line = new StatusLine(new StepScope("infrastructure", events, Clock.systemUTC()), 2);

    @Test
    void firstItSaysWhomItWaitsForAndWhyThenWhoIsReady() {
        line.changed("redis", "not yet: connection refused");
        line.changed("postgres", "not yet: starting up");
        line.changed("redis", "ready after 0.3 s");
        line.changed("postgres", "ready after 1.1 s");
        assertThat(events.of(StepStatus.class).map(StepStatus::status))
                .containsExactly(
                        "redis: connection refused",
                        "postgres: starting up · redis: connection refused",
                        "postgres: starting up · ready: redis",
                        "ready: postgres, redis");
    }

    @Test
    void aServiceThatFallsBackIsWaitedForAgain() {
        line.changed("redis", "ready after 0.3 s");
        line.changed("redis", "its container restarts");
        assertThat(events.of(StepStatus.class).map(StepStatus::status))
                .containsExactly("ready: redis", "redis: its container restarts");
    }

    @Test
    void ofManyServicesItNamesAFewAndCountsTheOthers() {
        for (int i = 0; i < 9; i++) {
            line.changed("service-" + i, i < 5 ? "not yet: starting" : "ready after 1.0 s");
        }
        assertThat(events.of(StepStatus.class).map(StepStatus::status))
                .last()
                .isEqualTo("service-0: starting · service-1: starting · service-2: starting · and 2 more · 4 ready");
    }

    @Test
    void whereThereAreManyItCountsWhoIsReady() {
        StatusLine many = new StatusLine(new StepScope("services", events, Clock.systemUTC()), 40);
        many.changed("redis", "not yet: starting");
        many.changed("redis", "ready after 0.3 s");
        assertThat(events.of(StepProgress.class).map(each -> each.done() + " of " + each.total()))
                .containsExactly("0 of 40", "1 of 40");
    }

    @Test
    void aFailureIsLeftToTheEndOfTheStep() {
        line.changed("redis", "failed: its container ended");
        assertThat(events.of(StepStatus.class)).isEmpty();
    }
}
