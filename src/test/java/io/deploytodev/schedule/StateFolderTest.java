package io.deploytodev.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.config.Schedule;
import io.deploytodev.failure.DeployFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look at the schedules leaves behind. */
class StateFolderTest {

    @TempDir
    private Path home;

    private final SteppedClock clock = new SteppedClock(Instant.parse("2027-05-10T12:00:00Z"));

    @Test
    void whatIsRememberedIsForNobodyElseAndIsWholeOrAsBefore() throws Exception {
        Schedule schedule = Schedules.of("0 2 * * *", "UTC");
        tick(schedule);
        StateFolder folder = Schedules.folder(home);
        assertThat(folder.path()).isEqualTo(home.resolve(".local/state/deploy-to-dev/schedules/" + folder.id()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                .isEqualTo("rwx------");
        try (var files = Files.list(folder.path())) {
            assertThat(files.toList()).hasSize(3).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
        Files.writeString(folder.path().resolve("schedule-nightly.json"), "{\"schema\": 1, \"handled\":");
        assertThat(tick(schedule)).as("what cannot be read counts as new").isEmpty();
        Files.writeString(folder.path().resolve("schedule-nightly.json"), "{\"schema\": 2}");
        assertThatThrownBy(() -> tick(schedule))
                .isInstanceOf(DeployFailure.class)
                .hasMessageContaining("A newer deploy-to-dev");
    }

    @Test
    void theLauncherIsToldWhenItHasToAskAgainButNeverToWaitLong() {
        Schedule schedule = Schedules.of("0 14 * * *", "UTC");
        tick(schedule);
        assertThat(Schedules.folder(home).noted())
                .contains(new Wake(clock.instant(), Instant.parse("2027-05-10T14:00:00Z")));
        clock.set(Instant.parse("2027-05-10T14:00:00Z"));
        tick(schedule);
        assertThat(Schedules.folder(home).noted())
                .contains(new Wake(clock.instant(), clock.instant().plus(Wake.LONGEST)));
    }

    private List<Tick.Done> tick(Schedule schedule) {
        return new Tick(List.of(schedule), Schedules.folder(home), (each, due) -> RunOutcome.healthy("id"), clock)
                .run();
    }
}
