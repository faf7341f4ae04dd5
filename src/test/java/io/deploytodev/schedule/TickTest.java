package io.deploytodev.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.config.Schedule;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nights go by on a virtual clock; what was run is written down. */
class TickTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path home;

    private final SteppedClock clock = new SteppedClock(Instant.parse("2027-05-10T12:00:00Z"));
    private final List<Instant> ran = Collections.synchronizedList(new ArrayList<>());
    private RunOutcome outcome = RunOutcome.healthy("id");

    @Test
    void nothingIsDueThatWasDueBeforeAnybodyKnewOfTheSchedule() {
        assertThat(tick(Schedules.of("0 2 * * *", "UTC"))).isEmpty();
    }

    @Test
    void whatIsDueRunsOnceHoweverOftenOneLooks() {
        Schedule schedule = Schedules.of("0 2 * * *", "UTC");
        look(schedule, Duration.ofDays(2));
        assertThat(ran).containsExactly(Instant.parse("2027-05-11T02:00:00Z"), Instant.parse("2027-05-12T02:00:00Z"));
    }

    /** Each zone's clocks are set forth and back within the year; each date has its run, and none has two. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 30 2 * * *",
        "Australia/Lord_Howe, 45 1 * * *",
        "America/Santiago, 0 0 * * *",
    })
    void everyNightOfAYearHasItsRun(String zone, String cron) {
        Schedule schedule = Schedules.of(cron, zone);
        tick(schedule);
        Duration step = Duration.ofMinutes(661);
        for (Instant end = clock.instant().plus(Duration.ofDays(366));
                clock.instant().isBefore(end);
                clock.pass(step)) {
            tick(schedule);
        }
        assertThat(ran.stream().map(due -> due.atZone(ZoneId.of(zone)).toLocalDate()))
                .hasSizeBetween(365, 367)
                .doesNotHaveDuplicates();
        for (int i = 1; i < ran.size(); i++) {
            assertThat(Duration.between(ran.get(i - 1), ran.get(i)))
                    .isBetween(Duration.ofHours(22), Duration.ofHours(26));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 30})
    void missedNightsAreMadeUpForOnce(int nights) {
        Schedule schedule = Schedules.of("0 2 * * *", "UTC");
        tick(schedule);
        clock.pass(Duration.ofDays(nights));
        List<Tick.Done> done = tick(schedule);
        assertThat(done).hasSize(1);
        assertThat(done.get(0).missed()).isEqualTo(nights - 1);
        assertThat(done.get(0).due())
                .isEqualTo(Instant.parse("2027-05-10T02:00:00Z").plus(Duration.ofDays(nights)));
        look(schedule, Duration.ofHours(2));
        assertThat(ran).hasSize(1);
    }

    @Test
    void aMonthsEndAndALeapDayAreNotForgotten() {
        clock.set(Instant.parse("2028-01-30T12:00:00Z"));
        Schedule schedule = Schedules.of("0 2 L * *", "Europe/Berlin");
        for (int hour = 0; hour < 31 * 24; hour++) {
            tick(schedule);
            clock.pass(Duration.ofHours(1));
        }
        assertThat(ran).containsExactly(Instant.parse("2028-01-31T01:00:00Z"), Instant.parse("2028-02-29T01:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1M", "PT1H", "PT5H", "PT23H"})
    void aClockThatIsSetBackDoublesNothing(String back) {
        Schedule schedule = Schedules.of("0 2 * * *", "UTC");
        tick(schedule);
        clock.set(Instant.parse("2027-05-11T02:00:30Z"));
        tick(schedule);
        clock.pass(Duration.parse(back).negated());
        look(schedule, Duration.ofDays(1).plus(Duration.parse(back)).plus(MINUTE));
        assertThat(ran).containsExactly(Instant.parse("2027-05-11T02:00:00Z"), Instant.parse("2027-05-12T02:00:00Z"));
    }

    @Test
    void aClockThatWasYearsAheadDoesNotKeepItFromRunningForYears() {
        Schedule schedule = Schedules.of("0 2 * * *", "UTC");
        tick(schedule);
        clock.set(Instant.parse("2099-01-01T00:00:00Z"));
        tick(schedule);
        ran.clear();
        clock.set(Instant.parse("2027-05-11T00:00:00Z"));
        look(schedule, Duration.ofDays(2));
        assertThat(ran).containsExactly(Instant.parse("2027-05-11T02:00:00Z"), Instant.parse("2027-05-12T02:00:00Z"));
    }

    @Test
    void whoChangesTheTimesBeginsAnewAndMakesUpForNothing() {
        tick(Schedules.of("0 2 * * *", "UTC"));
        clock.pass(Duration.ofHours(1));
        assertThat(tick(Schedules.of("30 12 * * *", "UTC"))).isEmpty();
        clock.pass(Duration.ofDays(1));
        assertThat(tick(Schedules.of("30 12 * * *", "UTC"))).hasSize(1);
        assertThat(tick(Schedules.of("30 12 * * *", "Europe/Berlin"))).isEmpty();
    }

    @Test
    void aScheduleThatIsNewAtTheMomentItIsDueRuns() {
        clock.set(Instant.parse("2027-05-11T02:00:00Z"));
        assertThat(tick(Schedules.of("0 2 * * *", "UTC"))).hasSize(1);
    }

    @Test
    void jitterPutsItOffByAsMuchForWhoeverLooks() {
        Schedule schedule = Schedules.of("nightly", "0 2 * * *", "UTC", "30m");
        tick(schedule);
        clock.set(Instant.parse("2027-05-11T01:59:00Z"));
        List<Duration> late = new ArrayList<>();
        for (int night = 0; night < 20; night++) {
            for (int minute = 0; minute < 40; minute++) {
                tick(schedule).forEach(done -> late.add(Duration.between(done.due(), clock.instant())));
                clock.pass(MINUTE);
            }
            clock.pass(Duration.ofDays(1).minus(MINUTE.multipliedBy(40)));
        }
        assertThat(late).hasSize(20).allMatch(each -> each.compareTo(Duration.ofMinutes(31)) <= 0);
        assertThat(late.stream().distinct()).hasSizeGreaterThan(5);
    }

    @Test
    void twoThatLookAtOnceRunItOnce() throws Exception {
        Schedule schedule = Schedules.of("0 2 * * *", "UTC");
        tick(schedule);
        clock.pass(Duration.ofDays(1));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        ScheduledRun slow = (each, due) -> {
            ran.add(due);
            inside.countDown();
            awaited(leave);
            return outcome;
        };
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            Future<List<Tick.Done>> first = pool.submit(() -> tick(slow, schedule));
            assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(tick(schedule)).isEmpty();
            assertThat(Upcoming.of(schedule, Schedules.folder(home), clock.instant())
                            .running())
                    .contains(clock.instant());
            assertThatThrownBy(() -> new Tick(List.of(schedule), Schedules.folder(home), slow, clock).now(schedule))
                    .isInstanceOf(DeployFailure.class)
                    .hasMessageContaining("running just now");
            leave.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS)).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
        assertThat(tick(schedule)).isEmpty();
        assertThat(ran).hasSize(1);
    }

    @Test
    void whatBecomesDueWhileItRunsIsForAfterwards() {
        Schedule schedule = Schedules.of("*/15 * * * *", "UTC");
        clock.pass(MINUTE);
        tick(schedule);
        clock.pass(Duration.ofMinutes(14));
        ScheduledRun long40 = (each, due) -> {
            ran.add(due);
            clock.pass(ran.size() == 1 ? Duration.ofMinutes(40) : Duration.ZERO);
            return outcome;
        };
        assertThat(tick(long40, schedule)).extracting(Tick.Done::missed).containsExactly(0, 1);
        assertThat(ran).containsExactly(Instant.parse("2027-05-10T12:15:00Z"), Instant.parse("2027-05-10T12:45:00Z"));
    }

    @Test
    void aRunThatDiedIsBegunAgainOnceAndThenGivenUp() {
        Schedule schedule = Schedules.of("0 2 * * *", "UTC");
        tick(schedule);
        clock.set(Instant.parse("2027-05-11T02:00:00Z"));
        List<Instant> given = new ArrayList<>();
        ScheduledRun dying = new ScheduledRun() {
            @Override
            public RunOutcome run(Schedule each, Instant due) {
                ran.add(due);
                throw new AssertionError("as a power cut would");
            }

            @Override
            public void gaveUp(Schedule each, Instant due, Instant began, RunOutcome how) {
                assertThat(last(each)).as("remembered before it is told").isEqualTo(how);
                given.add(due);
            }
        };
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> tick(dying, schedule)).isInstanceOf(AssertionError.class);
            clock.pass(MINUTE);
        }
        assertThat(tick(dying, schedule)).isEmpty();
        assertThat(tick(dying, schedule)).isEmpty();
        assertThat(given).containsExactly(Instant.parse("2027-05-11T02:00:00Z"));
        assertThat(ran).hasSize(2).containsOnly(Instant.parse("2027-05-11T02:00:00Z"));
        assertThat(last(schedule).outcome()).isEqualTo("brokenOff");
        assertThat(last(schedule).isWell()).isFalse();
        look(schedule, Duration.ofDays(1));
        assertThat(ran).hasSize(3);
    }

    @Test
    void aFailureIsRememberedAndTheNextNightComes() {
        Schedule schedule = Schedules.of("0 2 * * *", "UTC");
        tick(schedule);
        clock.set(Instant.parse("2027-05-11T02:00:00Z"));
        ScheduledRun failing = (each, due) -> {
            throw new DeployFailure(FailureKind.CONNECT, "dev does not answer.", "why", "next");
        };
        assertThat(tick(failing, schedule))
                .extracting(done -> done.outcome().exitCode())
                .containsExactly(4);
        assertThat(last(schedule)).isEqualTo(RunOutcome.failed(FailureKind.CONNECT, "dev does not answer."));
        look(schedule, Duration.ofDays(1).plus(MINUTE));
        assertThat(last(schedule)).isEqualTo(outcome);
    }

    @Test
    void whoInterruptsOneDoesNotHaveTheNextBegun() {
        Schedule one = Schedules.of("one", "0 2 * * *", "UTC", "0s");
        Schedule two = Schedules.of("two", "0 2 * * *", "UTC", "0s");
        tick(one, two);
        clock.pass(Duration.ofDays(1));
        outcome = RunOutcome.failed(FailureKind.INTERRUPTED, "stopped");
        assertThat(tick(one, two)).extracting(done -> done.schedule().name()).containsExactly("one");
        outcome = RunOutcome.healthy("id");
        assertThat(tick(one, two)).extracting(done -> done.schedule().name()).containsExactly("two");
    }

    @Test
    void oneThatIsRunByHandHasTakenCareOfWhatWasDue() {
        Schedule schedule = Schedules.of("0 2 * * *", "UTC");
        tick(schedule);
        clock.set(Instant.parse("2027-05-11T09:00:00Z"));
        new Tick(List.of(schedule), Schedules.folder(home), this::run, clock).now(schedule);
        assertThat(tick(schedule)).isEmpty();
        look(schedule, Duration.ofDays(1));
        assertThat(ran).containsExactly(Instant.parse("2027-05-11T09:00:00Z"), Instant.parse("2027-05-12T02:00:00Z"));
    }

    /** Looks each five minutes, and twice after that. */
    private void look(Schedule schedule, Duration time) {
        Duration step = Duration.ofMinutes(5);
        Instant end = clock.instant().plus(time).plus(step.multipliedBy(2));
        for (; clock.instant().isBefore(end); clock.pass(step)) {
            tick(schedule);
        }
    }

    private List<Tick.Done> tick(Schedule... schedules) {
        return tick(this::run, schedules);
    }

    private List<Tick.Done> tick(ScheduledRun how, Schedule... schedules) {
        return new Tick(List.of(schedules), Schedules.folder(home), how, clock).run();
    }

    private RunOutcome run(Schedule schedule, Instant due) {
        ran.add(due);
        return outcome;
    }

    private RunOutcome last(Schedule schedule) {
        return Upcoming.of(schedule, Schedules.folder(home), clock.instant())
                .last()
                .orElseThrow()
                .outcome();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
