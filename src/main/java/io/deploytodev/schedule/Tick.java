package io.deploytodev.schedule;

import io.deploytodev.config.Schedule;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs what is due, each schedule once, whoever else looks at the same time. A schedule is taken before it is judged and
 * kept until its run has ended and is noted; one that somebody else has is left to them.
 */
public final class Tick {

    private static final Duration WHILE_AT_WORK = Duration.ofMinutes(10);

    private final List<Schedule> schedules;
    private final StateFolder folder;
    private final ScheduledRun run;
    private final Clock clock;

    public Tick(List<Schedule> schedules, StateFolder folder, ScheduledRun run, Clock clock) {
        this.schedules = List.copyOf(schedules);
        this.folder = folder;
        this.run = run;
        this.clock = clock;
    }

    /**
     * A run that was made.
     *
     * @param due what it was for
     * @param missed how many moments before that it makes up for as well
     */
    public record Done(Schedule schedule, Instant due, int missed, RunOutcome outcome) {

        /** Whether the user ended it: then nothing more is to be begun. */
        public boolean isInterrupted() {
            return outcome.outcome().equals(FailureKind.INTERRUPTED.id());
        }
    }

    /** Runs what is due, and what becomes due meanwhile, one after the other. */
    public List<Done> run() {
        List<Done> all = new ArrayList<>();
        List<Done> round;
        do {
            round = once();
            all.addAll(round);
        } while (!round.isEmpty() && round.stream().noneMatch(Done::isInterrupted));
        return all;
    }

    private List<Done> once() {
        List<Done> done = new ArrayList<>();
        List<Instant> wakes = new ArrayList<>();
        for (Schedule schedule : schedules) {
            Optional<StateFolder.Held> held = folder.tryLock(schedule.name());
            if (held.isEmpty()) {
                // What becomes due meanwhile is for whoever looks after that run has ended.
                wakes.add(clock.instant());
                continue;
            }
            try {
                look(schedule, wakes).ifPresent(done::add);
            } finally {
                held.get().close();
            }
            if (done.stream().anyMatch(Done::isInterrupted)) {
                return done;
            }
        }
        folder.note(Wake.at(clock.instant(), wakes));
        return done;
    }

    /** @param wakes gets the moment at which it is due next */
    private Optional<Done> look(Schedule schedule, List<Instant> wakes) {
        Optional<ScheduleState> known = folder.read(schedule.name());
        Verdict verdict = Verdict.of(schedule, known, clock.instant());
        verdict.next().ifPresent(wakes::add);
        if (verdict.due().isEmpty()) {
            ScheduleState state = givenUp(verdict.state());
            if (!known.equals(Optional.of(state))) {
                folder.write(schedule.name(), state);
            }
            // Remembered before it is told: whatever becomes of that, it is told once.
            verdict.state()
                    .begun()
                    .ifPresent(died -> run.gaveUp(schedule, died.due(), died.at(), RunOutcome.BROKEN_OFF));
            return Optional.empty();
        }
        folder.note(Wake.at(clock.instant(), meanwhile()));
        Instant due = verdict.due().get();
        return Optional.of(
                new Done(schedule, due, verdict.missed(), made(schedule, verdict.state(), due, verdict.tries())));
    }

    /** When the first of them begins that nobody has taken care of; empty when none is due any more. */
    public static Optional<Instant> next(List<Schedule> schedules, StateFolder folder, Instant now) {
        return schedules.stream()
                .flatMap(each -> {
                    Verdict verdict = Verdict.of(each, folder.read(each.name()), now);
                    return verdict.due().or(verdict::next).stream();
                })
                .min(Instant::compareTo);
    }

    /** The launcher need not ask each minute while a run goes on; after one that was broken off it asks soon enough. */
    private List<Instant> meanwhile() {
        Instant now = clock.instant();
        return Stream.concat(
                        Stream.of(now.plus(WHILE_AT_WORK)),
                        schedules.stream().flatMap(each -> Verdict.next(each, now).stream()))
                .toList();
    }

    /**
     * Runs one now, due or not. What it was due for until now is thereby taken care of.
     *
     * @throws DeployFailure of kind LOCKED when it is running already
     */
    public Done now(Schedule schedule) {
        StateFolder.Held held = folder.tryLock(schedule.name()).orElseThrow(() -> busy(schedule));
        try {
            Instant now = clock.instant();
            ScheduleState state =
                    Verdict.of(schedule, folder.read(schedule.name()), now).state();
            return new Done(schedule, now, 0, made(schedule, state, now, Verdict.MOST_TRIES));
        } finally {
            held.close();
        }
    }

    private RunOutcome made(Schedule schedule, ScheduleState state, Instant due, int tries) {
        Instant began = clock.instant();
        ScheduleState begun = state.beginning(new ScheduleState.Begun(due, began, tries));
        folder.write(schedule.name(), begun);
        RunOutcome outcome;
        try {
            outcome = run.run(schedule, due);
        } catch (DeployFailure e) {
            outcome = RunOutcome.failed(e.kind(), e.what());
        }
        folder.write(schedule.name(), begun.ending(new ScheduleState.Ended(due, began, clock.instant(), outcome)));
        return outcome;
    }

    /** Nobody holds it any more, and it was begun often enough. */
    private ScheduleState givenUp(ScheduleState state) {
        return state.begun()
                .map(died -> state.ending(
                        new ScheduleState.Ended(died.due(), died.at(), clock.instant(), RunOutcome.BROKEN_OFF)))
                .orElse(state);
    }

    private static DeployFailure busy(Schedule schedule) {
        return new DeployFailure(
                FailureKind.LOCKED,
                "The schedule " + schedule.name() + " is running just now.",
                "Another process on this machine has begun it.",
                "See what it is at: deploy-to-dev schedule list");
    }
}
