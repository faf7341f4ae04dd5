package io.deploytodev.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/**
 * The moments at which a cron expression is due in a time zone; pure. Where the clocks are set, each time that it names is
 * due exactly once: one that the clocks leave out, at the moment when they are set, and one that comes twice, the first
 * time.
 *
 * <p>An expression that is due all around the clock, at least once in each stretch as long as the one that is left out or
 * repeated, goes by the time that passes instead: every quarter of an hour stays that.
 */
public record Timetable(CronExpression expression, ZoneId zone) {

    /** How far back the last moment is looked for, at first nearby. */
    private static final List<Duration> WINDOWS =
            List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(32), Duration.ofDays(366));

    private static final Duration DAY = Duration.ofDays(1);

    /** The first moment after this one at which it is due; empty when there is none any more. */
    public Optional<Instant> nextAfter(Instant after) {
        ZoneRules rules = zone.getRules();
        Instant from = after;
        LocalDateTime wall = LocalDateTime.ofInstant(from, rules.getOffset(from));
        ZoneOffsetTransition before = rules.previousTransition(from.plusNanos(1));
        if (before != null && wall.isBefore(before.getDateTimeBefore()) && !isAroundTheClock(before)) {
            wall = before.getDateTimeBefore().minusNanos(1);
        }
        Optional<LocalDateTime> next = expression.next(wall);
        while (next.isPresent()) {
            ZoneOffset offset = rules.getOffset(from);
            ZoneOffsetTransition transition = rules.nextTransition(from);
            Instant due = next.get().toInstant(offset);
            if (transition == null || due.isBefore(transition.getInstant())) {
                return Optional.of(due);
            }
            LocalDateTime resumed = transition.getDateTimeAfter().minusNanos(1);
            if (transition.isOverlap()) {
                next = isAroundTheClock(transition) ? expression.next(resumed) : next;
            } else if (next.get().isBefore(transition.getDateTimeAfter())) {
                if (!isAroundTheClock(transition)) {
                    return Optional.of(transition.getInstant());
                }
                next = expression.next(resumed);
            }
            from = transition.getInstant();
        }
        return Optional.empty();
    }

    /** The last moment at which it was due, after the one and not after the other; empty when it was not. */
    public Optional<Instant> lastUpTo(Instant until, Instant after) {
        for (Duration window : WINDOWS) {
            Instant begin = latest(after, until.minus(window));
            Optional<Instant> found = lastOf(begin, until);
            if (found.isPresent() || begin.equals(after)) {
                return found;
            }
        }
        return lastOf(after, until);
    }

    private Optional<Instant> lastOf(Instant after, Instant until) {
        Optional<Instant> last = Optional.empty();
        Optional<Instant> next = nextAfter(after);
        while (next.isPresent() && !next.get().isAfter(until)) {
            last = next;
            next = nextAfter(next.get());
        }
        return last;
    }

    /**
     * How often it was due after the one moment and not after the other.
     *
     * @param most no more than that are counted
     */
    public int count(Instant after, Instant until, int most) {
        int count = 0;
        Optional<Instant> next = nextAfter(after);
        while (count < most && next.isPresent() && !next.get().isAfter(until)) {
            count++;
            next = nextAfter(next.get());
        }
        return count;
    }

    /** Whether on that day it is due in each stretch that is as long as the one by which the clocks are set. */
    private boolean isAroundTheClock(ZoneOffsetTransition transition) {
        Duration stretch = transition.getDuration().abs();
        if (stretch.compareTo(DAY) >= 0) {
            return false;
        }
        LocalDateTime midnight = earliest(transition.getDateTimeBefore(), transition.getDateTimeAfter())
                .toLocalDate()
                .atStartOfDay();
        for (LocalDateTime begin = midnight; begin.isBefore(midnight.plus(DAY)); begin = begin.plus(stretch)) {
            LocalDateTime end = begin.plus(stretch);
            if (expression.next(begin.minusNanos(1)).filter(end::isAfter).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static LocalDateTime earliest(LocalDateTime one, LocalDateTime other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
