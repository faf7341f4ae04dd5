package io.deploytodev.schedule;

import io.deploytodev.config.Schedule;
import io.deploytodev.cron.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Whether a schedule is due; pure.
 *
 * @param state as it is to be remembered before anything is run
 * @param due the moment that a run is for; empty when none is to begin
 * @param missed how many moments before that one nobody took care of; this run is for all of them
 * @param tries how often a run for this moment was begun, with this one
 * @param next when something is due after that
 */
record Verdict(ScheduleState state, Optional<Instant> due, int missed, int tries, Optional<Instant> next) {

    /** A schedule that is new counts from the minute on in which it is first looked at. */
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /**
     * By more no clock is set back to correct it: it was wrong before, and what was noted then would keep the schedule from
     * running for as long as it was ahead.
     */
    private static final Duration LONGEST_AHEAD = Duration.ofDays(1);

    /** Whatever breaks a run off twice, such as the machine that it puts to sleep, does it a third time. */
    static final int MOST_TRIES = 2;

    static final int MOST_MISSED = 1000;

    static Verdict of(Schedule schedule, Optional<ScheduleState> known, Instant now) {
        Timetable timetable = schedule.timetable();
        ScheduleState state = known.map(
                        before -> before.isOf(schedule) ? before : before.as(schedule, now.minus(MINUTE)))
                .orElseGet(() -> ScheduleState.since(now.minus(MINUTE), schedule));
        if (state.handled().isAfter(now.plus(LONGEST_AHEAD))) {
            state = state.as(schedule, now.minus(MINUTE));
        }
        Optional<Instant> due = ripe(schedule, state.handled(), now);
        Optional<ScheduleState.Begun> broken = state.begun();
        if (due.isEmpty() && broken.filter(run -> run.tries() < MOST_TRIES).isPresent()) {
            return new Verdict(
                    state,
                    broken.map(ScheduleState.Begun::due),
                    0,
                    broken.get().tries() + 1,
                    next(schedule, state.handled()));
        }
        int missed = due.isEmpty() ? 0 : timetable.count(state.handled(), due.get(), MOST_MISSED) - 1;
        return new Verdict(state, due, missed, 1, next(schedule, due.orElse(state.handled())));
    }

    /** The last moment that nobody took care of, if a run for it may begin. */
    private static Optional<Instant> ripe(Schedule schedule, Instant handled, Instant now) {
        Optional<Instant> last = schedule.timetable().lastUpTo(now, handled);
        while (last.isPresent() && begin(schedule, last.get()).isAfter(now)) {
            last = schedule.timetable().lastUpTo(last.get().minusNanos(1), handled);
        }
        return last;
    }

    /** When a run for the moment after this one begins. */
    static Optional<Instant> next(Schedule schedule, Instant after) {
        return schedule.timetable().nextAfter(after).map(due -> begin(schedule, due));
    }

    /** The same for whoever asks: two that look at the same minute must agree. */
    static Instant begin(Schedule schedule, Instant due) {
        long jitter = schedule.jitter().toSeconds();
        long seed = schedule.name().hashCode() * 31L + due.getEpochSecond();
        return jitter == 0 ? due : due.plusSeconds(new SplittableRandom(seed).nextLong(jitter + 1));
    }
}
