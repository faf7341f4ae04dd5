package com.example.scribe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CraftTest {

    private final Craft worldsmith = new Worldsmith();
    private final Craft plotmaster = new Plotmaster();

    @Test
    void the_worldsmith_finds_names_but_not_the_first_word_of_a_sentence() {
        assertThat(worldsmith.elementsOf("Then Ada Quill left Port Ember. Nobody saw Ada Quill again."))
                .containsExactly("Ada Quill", "Port Ember");
    }

    @Test
    void the_worldsmith_finds_names_in_any_alphabet() {
        assertThat(worldsmith.elementsOf("They met Zoë in Łódź.")).containsExactly("Zoë", "Łódź");
    }

    @Test
    void the_worldsmith_finds_nothing_where_there_is_nothing() {
        assertThat(worldsmith.elementsOf("nothing happens.")).isEmpty();
    }

    @Test
    void the_plotmaster_cuts_each_sentence_to_its_first_words() {
        assertThat(plotmaster.elementsOf("Night fell. The last ship to Port Ember sailed\nwithout her!"))
                .containsExactly("Night fell.", "The last ship to Port Ember …");
    }
}
