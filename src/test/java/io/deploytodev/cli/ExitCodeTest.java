package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.failure.FailureKind;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    /** Scripts rely on these: a change here breaks somebody. */
    @Test
    void theNumbersNeverChange() {
        Map<String, Integer> numbers = Arrays.stream(FailureKind.values())
                .collect(Collectors.toMap(
                        FailureKind::name, kind -> ExitCode.of(kind).number()));
        assertThat(new TreeMap<>(numbers))
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("INTERNAL", 1),
                        Map.entry("USAGE", 2),
                        Map.entry("CONFIG", 3),
                        Map.entry("CONNECT", 4),
                        Map.entry("HOST", 5),
                        Map.entry("LOCKED", 6),
                        Map.entry("SYNC", 7),
                        Map.entry("BUILD", 8),
                        Map.entry("INFRASTRUCTURE", 9),
                        Map.entry("ROLLOUT", 10),
                        Map.entry("HEALTH", 11),
                        Map.entry("ROLLED_BACK", 12),
                        Map.entry("INTERRUPTED", 130))));
    }

    @Test
    void onlySuccessIsZero() {
        assertThat(ExitCode.OK.number()).isZero();
        assertThat(Arrays.stream(FailureKind.values())
                        .map(kind -> ExitCode.of(kind).number()))
                .doesNotContain(0)
                .doesNotHaveDuplicates();
    }
}
