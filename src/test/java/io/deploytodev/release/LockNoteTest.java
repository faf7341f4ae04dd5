package io.deploytodev.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockNoteTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "ada@laptop, deploy, since 2026-01-31 23:59:59 UTC | ada@laptop | deploy | 2026-01-31 23:59:59 UTC",
                "bob@desk, unlock --force, since 2026-01-31 23:59:59 UTC | bob@desk | unlock --force | 2026-01-31 23:59:59 UTC",
                "Lovelace, Ada@laptop, rollback, since 2026-01-31 23:59:59 UTC | Lovelace, Ada@laptop | rollback | 2026-01-31 23:59:59 UTC",
                "ada, since 2026-01-31 23:59:59 UTC | ada | '' | 2026-01-31 23:59:59 UTC",
                "ada@laptop, deploy, since 2026-01-31 23:59:59 UTC, over by now | ada@laptop | deploy | 2026-01-31 23:59:59 UTC, over by now",
                "somebody | somebody | '' | ''",
            })
    void aNoteIsReadAsFarAsItSays(String text, String who, String verb, String since) {
        assertThat(LockNote.parse(text)).isEqualTo(new LockNote(who, verb, since));
    }
}
