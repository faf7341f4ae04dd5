package io.deploytodev.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.event.DeployEvent.Unit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {

    @ParameterizedTest
    @CsvSource({"-5, 0ms", "0, 0ms", "999, 999ms", "1000, 1.0s", "59999, 59.9s", "60000, 1m 00s", "3725000, 1h 02m"})
    void what_something_took_is_as_short_as_it_can_be(long millis, String text) {
        assertThat(Format.took(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 00:00.0", "8449, 00:08.4", "65000, 01:05.0", "3723400, 1:02:03.4"})
    void a_log_has_a_clock(long millis, String text) {
        assertThat(Format.clock(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.0 kB", "999949, 999.9 kB", "999950, 1.0 MB", "2500000000, 2.5 GB"})
    void bytes_come_in_powers_of_ten(long bytes, String text) {
        assertThat(Format.bytes(bytes)).isEqualTo(text);
    }

    @Test
    void progress_names_its_total_where_it_has_one() {
        assertThat(Format.progress(12_400_000, 25_100_000, Unit.BYTES)).isEqualTo("12.4 of 25.1 MB");
        assertThat(Format.progress(12_400_000, 0, Unit.BYTES)).isEqualTo("12.4 MB");
        assertThat(Format.progress(3, 40, Unit.FILES)).isEqualTo("3 of 40 files");
        assertThat(Format.progress(3, 0, Unit.SERVICES)).isEqualTo("3 services");
    }
}
