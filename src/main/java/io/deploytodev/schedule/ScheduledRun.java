package io.deploytodev.schedule;

import io.deploytodev.config.Schedule;
import java.time.Instant;

/** What one run of a schedule does. Who calls it has seen to it that nobody else runs the same one. */
@FunctionalInterface
public interface ScheduledRun {

    /**
     * Does it, within the schedule's deadline.
     *
     * @param due the moment that it is for, which may be long past when it was missed
     * @return also for a run that failed: how
     */
    RunOutcome run(Schedule schedule, Instant due);

    /**
     * Tells of a run that died and is not begun again; nothing by default.
     *
     * @param began when that was
     * @param outcome as it is remembered
     */
    default void gaveUp(Schedule schedule, Instant due, Instant began, RunOutcome outcome) {}
}
