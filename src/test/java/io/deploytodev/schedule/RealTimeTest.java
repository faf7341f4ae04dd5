package io.deploytodev.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RealTimeTest {

    private final NightlyRun.Time time = RealTime.of(Clock.systemUTC());

    @Test
    void a_deadline_interrupts_whoever_waits_and_says_so_first() {
        AtomicBoolean expired = new AtomicBoolean();

        Deadline.Running running = time.deadline().begin(Duration.ofMillis(50), () -> expired.set(true));
        assertThatThrownBy(() -> time.pause().pass(Duration.ofHours(1))).isInstanceOf(InterruptedException.class);
        running.close();

        assertThat(expired).isTrue();
    }

    @Test
    void one_that_is_taken_back_never_comes() throws Exception {
        AtomicBoolean expired = new AtomicBoolean();

        time.deadline().begin(Duration.ofSeconds(1), () -> expired.set(true)).close();
        time.pause().pass(Duration.ofMillis(1100));

        assertThat(expired).isFalse();
    }
}
