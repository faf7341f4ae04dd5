package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.failure.DeployFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTimeTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-21T03:30:00Z");
    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource({"10m, PT10M", "2h30m, PT2H30M", "3d, PT72H", "90s, PT1M30S", "250ms, PT0.25S", "1H, PT1H"})
    void aLengthIsCountedBackFromTheHostsClock(String text, Duration length) {
        long hostNow = 1_000_000_000L * SECOND;
        assertThat(LogTime.parse("--since", text, BERLIN, NOW).nanos(hostNow)).isEqualTo(hostNow - length.toNanos());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T03:00:00.123456789Z, 2026-11-21T03:00:00.123456789Z",
        "2026-11-21T03:00:00+02:00, 2026-11-21T01:00:00Z",
        "2026-11-21 03:00, 2026-11-21T02:00:00Z",
        "2026-07-21 03:00:05, 2026-07-21T01:00:05Z",
        "2026-11-21T03:00, 2026-11-21T02:00:00Z",
        "2026-11-20, 2026-11-19T23:00:00Z",
        "03:00, 2026-11-21T02:00:00Z",
        "23:00, 2026-11-20T22:00:00Z",
    })
    void aTimeWithoutAZoneIsTheUsersOwn(String text, Instant at) {
        assertThat(LogTime.parse("--since", text, BERLIN, NOW).nanos(0))
                .isEqualTo(at.getEpochSecond() * SECOND + at.getNano());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yesterday", "10", "10 m", "2026-13-01", "2026-11-21 25:00", "", "99999999999999999d", "-5m"})
    void whatIsNoTimeIsRefusedWithTheWaysToSayOne(String text) {
        assertThatThrownBy(() -> LogTime.parse("--since", text, BERLIN, NOW))
                .isInstanceOfSatisfying(DeployFailure.class, failure -> {
                    assertThat(failure.what()).startsWith("--since").endsWith("is no time.");
                    assertThat(failure.kind().exitCode()).isEqualTo(2);
                });
    }

    @Test
    void beforeAllTimesIsNotNone() {
        assertThat(LogTime.parse("--since", "1969-01-01", BERLIN, NOW).nanos(0)).isPositive();
    }
}
