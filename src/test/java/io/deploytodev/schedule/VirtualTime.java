package io.deploytodev.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A clock that goes on when somebody waits, and a deadline that is met when the time has come. */
final class VirtualTime extends Clock {

    private final List<Duration> pauses = new ArrayList<>();
    private Instant now;
    private Instant deadline = Instant.MAX;
    private Runnable expired = () -> {};

    VirtualTime(String now) {
        this.now = Instant.parse(now);
    }

    NightlyRun.Time time() {
        return new NightlyRun.Time(this, this::pass, this::begin);
    }

    private Deadline.Running begin(Duration after, Runnable then) {
        deadline = now.plus(after);
        expired = then;
        return () -> deadline = Instant.MAX;
    }

    /** Somebody waits; who waits past the deadline is interrupted by it. */
    void pass(Duration duration) throws InterruptedException {
        pauses.add(duration);
        if (!now.plus(duration).isBefore(deadline)) {
            now = deadline;
            expired.run();
            throw new InterruptedException();
        }
        now = now.plus(duration);
    }

    List<Duration> pauses() {
        return pauses;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
