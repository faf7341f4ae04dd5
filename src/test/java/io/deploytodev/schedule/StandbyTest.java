package io.deploytodev.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.config.Schedule;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandbyTest {

    @TempDir
    private Path home;

    private final SteppedClock clock = new SteppedClock(Instant.parse("2027-05-10T12:00:00Z"));
    private final List<Instant> ran = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final List<Optional<Instant>> told = new ArrayList<>();
    private final List<RuntimeException> troubles = new ArrayList<>();

    @Test
    void itWaitsForTheMomentAndRunsWhatIsDueUntilItIsEnded() {
        Schedule schedule = Schedules.of("*/5 * * * *", "UTC");
        Instant end = clock.instant().plus(Duration.ofMinutes(12));
        Standby standby = new Standby(clock, time -> {
            waits.add(time);
            clock.pass(time);
            if (clock.instant().isAfter(end)) {
                throw new InterruptedException();
            }
        });
        assertThat(standby.run(() -> rounds(schedule), told::add, this::fail)).isEmpty();
        assertThat(ran)
                .containsExactly(
                        Instant.parse("2027-05-10T12:00:00Z"),
                        Instant.parse("2027-05-10T12:05:00Z"),
                        Instant.parse("2027-05-10T12:10:00Z"));
        assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofMinutes(1)) <= 0 && !wait.isZero());
        assertThat(told)
                .containsExactly(
                        Optional.of(Instant.parse("2027-05-10T12:05:00Z")),
                        Optional.of(Instant.parse("2027-05-10T12:10:00Z")),
                        Optional.of(Instant.parse("2027-05-10T12:15:00Z")));
    }

    @Test
    void whatSomebodyElseIsAtIsNotAskedForWithoutAPause() {
        Instant past = clock.instant().minusSeconds(30);
        assertThat(asked(() -> past)).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void whatIsInTheWayOfARoundIsToldAndTheNextComesAfterAMinute() {
        DeployFailure failure = new DeployFailure(FailureKind.CONFIG, "Half a file.", "", "");
        UncheckedIOException other = new UncheckedIOException(new IOException("no such file"));
        assertThat(asked(() -> {
                    throw waits.isEmpty() ? failure : other;
                }))
                .containsOnly(Duration.ofMinutes(1));
        assertThat(troubles).containsExactly(failure, other, other);
    }

    /** Three rounds in which nothing runs. */
    private List<Duration> asked(Supplier<Instant> next) {
        Standby standby = new Standby(clock, time -> {
            waits.add(time);
            if (waits.size() == 3) {
                throw new InterruptedException();
            }
        });
        Standby.Rounds rounds = new Standby.Rounds() {
            @Override
            public List<Tick.Done> tick() {
                return List.of();
            }

            @Override
            public Optional<Instant> next() {
                return Optional.of(next.get());
            }
        };
        assertThat(standby.run(() -> rounds, told::add, troubles::add)).isEmpty();
        return waits;
    }

    private void fail(RuntimeException e) {
        throw new AssertionError(e);
    }

    private Standby.Rounds rounds(Schedule schedule) {
        return new Standby.Rounds() {
            @Override
            public List<Tick.Done> tick() {
                return new Tick(
                                List.of(schedule),
                                Schedules.folder(home),
                                (each, due) -> {
                                    ran.add(due);
                                    return RunOutcome.healthy("id");
                                },
                                clock)
                        .run();
            }

            @Override
            public Optional<Instant> next() {
                return Tick.next(List.of(schedule), Schedules.folder(home), clock.instant());
            }
        };
    }
}
