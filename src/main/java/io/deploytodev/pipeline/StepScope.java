package io.deploytodev.pipeline;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.DeployEvent.Unit;
import io.deploytodev.event.EventSink;
import java.time.Clock;
import java.time.Duration;

/** How a step tells what it is doing. */
public final class StepScope {

    private final String step;
    private final EventSink events;
    private final Clock clock;

    public StepScope(String step, EventSink events, Clock clock) {
        this.step = step;
        this.events = events;
        this.clock = clock;
    }

    /** What the step waits for or has just found out, in a few words. */
    public void status(String status) {
        events.accept(new DeployEvent.StepStatus(clock.instant(), step, status));
    }

    public void progress(long done, long total, Unit unit) {
        events.accept(new DeployEvent.StepProgress(clock.instant(), step, done, total, unit));
    }

    /** A line of output of a command that the step runs. */
    public void output(String line) {
        events.accept(new DeployEvent.StepOutput(clock.instant(), step, line));
    }

    /**
     * An external command ended.
     *
     * @param where the host it ran on
     * @param ending empty when all went well
     */
    public void commandEnded(String where, String command, String ending, Duration took) {
        events.accept(new DeployEvent.CommandEnded(clock.instant(), where, command, ending, took));
    }

    /** Something worth knowing that outlasts the step. */
    public void notice(String message) {
        events.accept(new DeployEvent.Notice(clock.instant(), message));
    }
}
