package io.deploytodev.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FailureKindTest {

    /** Scripts rely on these: a change here breaks somebody. */
    @Test
    void theExitCodesAndTheirNamesNeverChange() {
        Map<String, Integer> codes =
                Arrays.stream(FailureKind.values()).collect(Collectors.toMap(FailureKind::id, FailureKind::exitCode));
        assertThat(new TreeMap<>(codes))
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("internal", 1),
                        Map.entry("usage", 2),
                        Map.entry("config", 3),
                        Map.entry("connect", 4),
                        Map.entry("host", 5),
                        Map.entry("locked", 6),
                        Map.entry("sync", 7),
                        Map.entry("build", 8),
                        Map.entry("infrastructure", 9),
                        Map.entry("rollout", 10),
                        Map.entry("health", 11),
                        Map.entry("rolledBack", 12),
                        Map.entry("hook", 13),
                        Map.entry("interrupted", 130))));
    }

    @Test
    void onlySuccessIsZero() {
        assertThat(Arrays.stream(FailureKind.values()).map(FailureKind::exitCode))
                .doesNotContain(0)
                .doesNotHaveDuplicates();
    }
}
