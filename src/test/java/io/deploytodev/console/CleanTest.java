package io.deploytodev.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTest {

    @Test
    void text_without_anything_to_remove_stays_as_it_is() {
        assertThat(Clean.line("  #5 [1/2] COPY pom.xml .")).isEqualTo("  #5 [1/2] COPY pom.xml .");
        assertThat(Clean.line("日本語 é 🚀")).isEqualTo("日本語 é 🚀");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[31mred\u001b[0m",
                "\u001b[38;2;1;2;3mred\u001b[m",
                "\u001b[2J\u001b[Hred",
                "\u001b]0;a new title\u0007red",
                "\u001b]8;;http://example.org\u001b\\red\u001b]8;;\u001b\\",
                "\u001bP1$tx\u001b\\red",
                "\u001b(Bred\u001b=",
                "\u009b31mred",
                "\u009d0;title\u009cred",
                "\u0000r\u0008e\u0007d\u007f\u0085",
                "red\u001b[",
                "red\u001b[12;",
                "red\u001b",
                "red\u001b]0;never ended"
            })
    void escape_sequences_vanish_even_when_cut_off(String text) {
        assertThat(Clean.line(text)).isEqualTo("red");
    }

    @Test
    void a_sequence_cannot_hide_in_the_remains_of_another() {
        assertThat(Clean.line("\u001b\u001b[31m[31mred")).isEqualTo("[31mred");
        assertThat(Clean.line("\u001b[\u001b[31mred").codePoints()).doesNotContain(0x1b);
    }

    @Test
    void of_a_progress_display_the_last_state_is_kept() {
        assertThat(Clean.line("10%\r55%\r100%\r\n")).isEqualTo("100%");
        assertThat(Clean.line("windows line\r\n")).isEqualTo("windows line");
    }

    @Test
    void several_lines_become_one() {
        assertThat(Clean.line("first\nsecond\r\nthird\u2028fourth")).isEqualTo("first second third fourth");
    }

    @Test
    void tabs_become_spaces() {
        assertThat(Clean.line("\tat App.main")).isEqualTo("    at App.main");
    }

    @Test
    void characters_that_change_how_their_neighbours_look_vanish() {
        assertThat(Clean.line("safe\u202egpj.exe")).isEqualTo("safegpj.exe");
        assertThat(Clean.line("zero\u200bwidth \u2714\ufe0f")).isEqualTo("zerowidth \u2714");
        assertThat(Clean.line("half \ud83d pair")).isEqualTo("half  pair");
    }
}
