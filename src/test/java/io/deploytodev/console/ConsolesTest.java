package io.deploytodev.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.console.Consoles.Kind;
import io.deploytodev.console.Consoles.Wish;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsolesTest {

    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

    @Test
    void a_terminal_gets_the_live_display() {
        assertThat(Consoles.choose(Wish.NONE, true, XTERM)).isEqualTo(Kind.LIVE);
    }

    @Test
    void a_pipe_gets_plain_lines() {
        assertThat(Consoles.choose(Wish.NONE, false, XTERM)).isEqualTo(Kind.PLAIN);
    }

    @Test
    void a_terminal_that_cannot_redraw_gets_plain_lines() {
        assertThat(Consoles.choose(Wish.NONE, true, Map.of("TERM", "dumb"))).isEqualTo(Kind.PLAIN);
        assertThat(Consoles.choose(Wish.NONE, true, Map.of())).isEqualTo(Kind.PLAIN);
    }

    @Test
    void CI_gets_plain_lines_even_on_a_terminal() {
        assertThat(Consoles.choose(Wish.NONE, true, Map.of("TERM", "xterm", "CI", "true")))
                .isEqualTo(Kind.PLAIN);
        assertThat(Consoles.choose(Wish.NONE, true, Map.of("TERM", "xterm", "CI", "false")))
                .isEqualTo(Kind.LIVE);
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, PLAIN", "VERBOSE, VERBOSE", "QUIET, QUIET", "JSON, JSON"})
    void what_the_user_asks_for_wins(Wish wish, Kind kind) {
        assertThat(Consoles.choose(wish, true, XTERM)).isEqualTo(kind);
        assertThat(Consoles.choose(wish, false, Map.of("CI", "true"))).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "'', true, true",
        "'', false, false",
        "NO_COLOR=0, true, false",
        "NO_COLOR=, true, true",
        "CLICOLOR=0, true, false",
        "CLICOLOR=1, false, false",
        "CLICOLOR_FORCE=1, false, true",
        "CLICOLOR_FORCE=0, false, false",
        "CLICOLOR_FORCE=1 CLICOLOR=0, false, true",
        "FORCE_COLOR=3, false, true",
        "FORCE_COLOR=0, true, false",
        "FORCE_COLOR=false, true, false",
        "FORCE_COLOR=1 NO_COLOR=1, true, false",
        "TERM=dumb, true, false",
        "TERM=dumb CLICOLOR_FORCE=1, true, true",
    })
    void colours_follow_the_conventions_and_who_wants_none_has_the_last_word(
            String variables, boolean terminal, boolean color) {
        Map<String, String> environment = new HashMap<>(XTERM);
        for (String variable : variables.split(" ", -1)) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        assertThat(Consoles.hasColor(environment, terminal)).isEqualTo(color);
    }

    @Test
    void a_character_set_without_the_glyphs_gets_ASCII() {
        assertThat(Glyphs.of(StandardCharsets.UTF_8)).isEqualTo(Glyphs.UNICODE);
        assertThat(Glyphs.of(StandardCharsets.US_ASCII)).isEqualTo(Glyphs.ASCII);
        assertThat(Glyphs.of(StandardCharsets.ISO_8859_1)).isEqualTo(Glyphs.ASCII);
    }
}
