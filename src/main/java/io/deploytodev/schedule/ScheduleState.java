package io.deploytodev.schedule;

import io.deploytodev.config.Schedule;
import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a schedule.
 *
 * @param cron when it was due as this was written; who changes that begins anew, and nothing is made up for
 * @param zone in which
 * @param handled the last moment at which it was due and that somebody has taken care of
 * @param begun the run that is at work, or that was broken off
 * @param last the last run that ended
 */
record ScheduleState(String cron, String zone, Instant handled, Optional<Begun> begun, Optional<Ended> last) {

    /** Nothing is known but that from now on it counts. */
    static ScheduleState since(Instant handled, Schedule schedule) {
        return new ScheduleState(
                schedule.cron().text(), schedule.zone().getId(), handled, Optional.empty(), Optional.empty());
    }

    /** Whether it was due at the same times then. */
    boolean isOf(Schedule schedule) {
        return cron.equals(schedule.cron().text())
                && zone.equals(schedule.zone().getId());
    }

    /** A run begins. */
    ScheduleState beginning(Begun run) {
        return new ScheduleState(cron, zone, run.due().isAfter(handled) ? run.due() : handled, Optional.of(run), last);
    }

    /** Whatever began has ended so. */
    ScheduleState ending(Ended run) {
        return new ScheduleState(cron, zone, handled, Optional.empty(), Optional.of(run));
    }

    /** The same, due at other times from then on. */
    ScheduleState as(Schedule schedule, Instant from) {
        return new ScheduleState(schedule.cron().text(), schedule.zone().getId(), from, Optional.empty(), last);
    }

    /**
     * A run that has begun.
     *
     * @param due what it is for
     * @param tries how often it was begun, if the ones before were broken off
     */
    record Begun(Instant due, Instant at, int tries) {}

    /** A run that has ended. */
    record Ended(Instant due, Instant began, Instant ended, RunOutcome outcome) {}
}
