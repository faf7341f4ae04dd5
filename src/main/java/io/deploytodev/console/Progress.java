package io.deploytodev.console;

import io.deploytodev.event.DeployEvent.StepProgress;
import io.deploytodev.event.DeployEvent.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How far a step is, and how fast it has been in the last seconds. */
final class Progress {

    private static final Duration WINDOW = Duration.ofSeconds(4);
    private static final long SHORTEST_MILLIS = 500;

    private final Deque<StepProgress> recent = new ArrayDeque<>();
    private StepProgress latest;

    Progress(StepProgress first) {
        latest = first;
        recent.add(first);
    }

    void add(StepProgress next) {
        latest = next;
        recent.add(next);
        while (recent.size() > 2
                && Duration.between(recent.getFirst().at(), next.at()).compareTo(WINDOW) > 0) {
            recent.removeFirst();
        }
    }

    boolean isMeasured() {
        return latest.total() > 0;
    }

    /** From 0 to 1; never more, even when a source turns out larger than it was said to be. */
    double share() {
        return isMeasured() ? Math.min(1, Math.max(0, (double) latest.done() / latest.total())) : 0;
    }

    /** Rounded down: 100 % is all of it. */
    int percent() {
        return (int) Math.floor(share() * 100);
    }

    String counts() {
        return Format.progress(latest.done(), latest.total(), latest.unit());
    }

    /** Bytes a second, or nothing as long as too little is known to say. Falls when nothing more arrives. */
    String rate(Instant now) {
        StepProgress oldest = recent.getFirst();
        long millis = Duration.between(oldest.at(), now).toMillis();
        long done = latest.done() - oldest.done();
        if (latest.unit() != Unit.BYTES || millis < SHORTEST_MILLIS || done <= 0) {
            return "";
        }
        return Format.bytes(done * 1000 / millis) + "/s";
    }
}
