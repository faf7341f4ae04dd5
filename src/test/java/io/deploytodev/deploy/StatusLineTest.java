package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.event.DeployEvent.StepStatus;
import io.deploytodev.pipeline.StepScope;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class StatusLineTest {

    private final RecordedEvents events = new RecordedEvents();
    private final StatusLine line = new StatusLine(new StepScope("infrastructure", events, Clock.systemUTC()));

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
}
