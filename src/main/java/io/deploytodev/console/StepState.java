package io.deploytodev.console;

import io.deploytodev.event.DeployEvent.StepFinished;
import io.deploytodev.event.DeployEvent.StepProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of one step. */
final class StepState {

    enum Phase {
        WAITING,
        RUNNING,
        DONE,
        UNCHANGED,
        FAILED,
        CANCELLED;

        boolean isOver() {
            return compareTo(RUNNING) > 0;
        }
    }

    /** Enough for a compiler's complaint or the end of a stack trace. */
    static final int KEPT_LINES = 50;

    private static final int KEPT_WIDTH = 2_000;

    private final String name;
    private final Deque<String> output = new ArrayDeque<>();
    private Phase phase = Phase.WAITING;
    private @Nullable Instant startedAt;
    private @Nullable Progress progress;
    private String status = "";
    private String detail = "";
    private Duration took = Duration.ZERO;

    StepState(String name) {
        this.name = name;
    }

    void start(Instant at) {
        phase = Phase.RUNNING;
        startedAt = at;
    }

    void progress(StepProgress event) {
        if (progress == null) {
            progress = new Progress(event);
        } else {
            progress.add(event);
        }
    }

    void status(String text) {
        status = text;
    }

    void output(String line) {
        if (output.size() == KEPT_LINES) {
            output.removeFirst();
        }
        output.addLast(line.length() > KEPT_WIDTH ? line.substring(0, KEPT_WIDTH) : line);
    }

    void finish(StepFinished event) {
        phase = switch (event.outcome()) {
            case DONE -> Phase.DONE;
            case UNCHANGED -> Phase.UNCHANGED;
            case FAILED -> Phase.FAILED;
            case CANCELLED -> Phase.CANCELLED;
        };
        detail = event.detail();
        took = event.took();
    }

    String name() {
        return name;
    }

    Phase phase() {
        return phase;
    }

    @Nullable
    Progress progress() {
        return progress;
    }

    String status() {
        return status;
    }

    String detail() {
        return detail;
    }

    /** The last lines of what the step ran, oldest first. */
    List<String> output() {
        return List.copyOf(output);
    }

    String time(Instant now) {
        return switch (phase) {
            case WAITING -> "";
            case RUNNING -> startedAt == null ? "" : Format.elapsed(Duration.between(startedAt, now));
            // A step that never began took no time worth a number.
            case CANCELLED -> startedAt == null ? "" : Format.took(took);
            case DONE, UNCHANGED, FAILED -> Format.took(took);
        };
    }
}
