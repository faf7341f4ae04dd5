package io.deploytodev.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeepingTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private static List<Archive> archives(String... ids) {
        return Archive.newestFirst(Stream.of(ids)
                .map(id -> new Archive(id, 1, Optional.empty(), Optional.empty()))
                .toList());
    }

    private static List<String> superfluous(Keeping keeping, String... ids) {
        return keeping.superfluous(archives(ids), NOW).stream().map(Archive::id).toList();
    }

    @Test
    void theNewestOnesStay() {
        assertThat(superfluous(
                        new Keeping(2, OptionalInt.empty()),
                        "20261119T000000Z-1",
                        "20261121T000000Z-3",
                        "20261120T000000Z-2"))
                .containsExactly("20261119T000000Z-1");
    }

    @Test
    void whatIsTooOldGoesAlsoWhereThereAreFew() {
        assertThat(superfluous(
                        new Keeping(9, OptionalInt.of(1)),
                        "20261121T000000Z-3",
                        "20261120T080000Z-2",
                        "20261120T075959Z-1"))
                .containsExactly("20261120T075959Z-1");
    }

    @Test
    void theNewestStaysHoweverOldItIs() {
        assertThat(superfluous(new Keeping(1, OptionalInt.of(1)), "20200101T000000Z-1"))
                .isEmpty();
    }

    @Test
    void whatThisToolDidNotNameIsLeftAloneAndDoesNotCount() {
        assertThat(superfluous(
                        new Keeping(1, OptionalInt.of(1)), "before-the-move", "20261121T000000Z-3", "20200101T000000Z"))
                .isEmpty();
    }
}
