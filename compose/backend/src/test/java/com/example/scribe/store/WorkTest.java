package com.example.scribe.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;

class WorkTest {

    private final StreamEntryID entry = new StreamEntryID(1, 1);

    @Test
    void an_entry_names_a_note_and_its_text() {
        assertThat(Work.of(entry, Map.of("note", "7", "text", "Night fell.")))
                .isEqualTo(new Work(entry, 7, "Night fell."));
    }

    @Test
    void an_entry_that_names_no_note_makes_no_sense_but_breaks_nothing() {
        assertThat(Work.of(entry, Map.of("note", "seven")).makesSense()).isFalse();
        assertThat(Work.of(entry, Map.of()).makesSense()).isFalse();
    }
}
