package io.deploytodev.schedule;

import io.deploytodev.config.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a schedule stands.
 *
 * @param next when it is due next, the soonest first; with its jitter
 * @param overdue a moment that nobody has taken care of yet, though it has come
 * @param running since when it is at work here
 * @param last what became of it last
 */
public record Upcoming(
        Schedule schedule,
        List<Instant> next,
        Optional<Instant> overdue,
        Optional<Instant> running,
        Optional<Last> last) {

    private static final int SHOWN = 3;

    public Upcoming {
        next = List.copyOf(next);
    }

    /** The last run. */
    public record Last(Instant due, Instant began, Instant ended, RunOutcome outcome) {}

    /** Looks at what is remembered; changes nothing. */
    public static Upcoming of(Schedule schedule, StateFolder folder, Instant now) {
        Optional<ScheduleState> state = folder.read(schedule.name());
        Optional<StateFolder.Held> free = folder.tryLock(schedule.name());
        free.ifPresent(StateFolder.Held::close);
        List<Instant> next = new ArrayList<>();
        Optional<Instant> due = schedule.timetable().nextAfter(now.minus(schedule.jitter()));
        while (due.isPresent() && next.size() < SHOWN) {
            Optional.of(Verdict.begin(schedule, due.get()))
                    .filter(now::isBefore)
                    .ifPresent(next::add);
            due = schedule.timetable().nextAfter(due.get());
        }
        return new Upcoming(
                schedule,
                next,
                state.isEmpty()
                        ? Optional.empty()
                        : Verdict.of(schedule, state, now).due(),
                free.isPresent()
                        ? Optional.empty()
                        : state.flatMap(ScheduleState::begun).map(ScheduleState.Begun::at),
                state.flatMap(ScheduleState::last)
                        .map(run -> new Last(run.due(), run.began(), run.ended(), run.outcome())));
    }
}
