package io.deploytodev.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.console.Consoles.Kind;
import io.deploytodev.console.Consoles.Wish;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsolesTest {

    private static final Wish NONE = new Wish(false, false);
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

    @Test
    void a_terminal_gets_the_live_display() {
        assertThat(Consoles.choose(NONE, true, XTERM)).isEqualTo(Kind.LIVE);
    }

    @Test
    void a_pipe_gets_plain_lines() {
        assertThat(Consoles.choose(NONE, false, XTERM)).isEqualTo(Kind.PLAIN);
    }

    @Test
    void a_terminal_that_cannot_redraw_gets_plain_lines() {
        assertThat(Consoles.choose(NONE, true, Map.of("TERM", "dumb"))).isEqualTo(Kind.PLAIN);
        assertThat(Consoles.choose(NONE, true, Map.of())).isEqualTo(Kind.PLAIN);
    }

    @Test
    void CI_gets_plain_lines_even_on_a_terminal() {
        assertThat(Consoles.choose(NONE, true, Map.of("TERM", "xterm", "CI", "true")))
                .isEqualTo(Kind.PLAIN);
        assertThat(Consoles.choose(NONE, true, Map.of("TERM", "xterm", "CI", "false")))
                .isEqualTo(Kind.LIVE);
    }

    @Test
    void what_the_user_asks_for_wins_and_json_wins_over_plain() {
        assertThat(Consoles.choose(new Wish(true, false), true, XTERM)).isEqualTo(Kind.PLAIN);
        assertThat(Consoles.choose(new Wish(false, true), true, XTERM)).isEqualTo(Kind.JSON);
        assertThat(Consoles.choose(new Wish(true, true), false, XTERM)).isEqualTo(Kind.JSON);
    }

    @Test
    void NO_COLOR_counts_when_it_is_set_to_anything() {
        assertThat(Consoles.hasColor(Map.of())).isTrue();
        assertThat(Consoles.hasColor(Map.of("NO_COLOR", ""))).isTrue();
        assertThat(Consoles.hasColor(Map.of("NO_COLOR", "0"))).isFalse();
    }

    @Test
    void a_character_set_without_the_glyphs_gets_ASCII() {
        assertThat(Glyphs.of(StandardCharsets.UTF_8)).isEqualTo(Glyphs.UNICODE);
        assertThat(Glyphs.of(StandardCharsets.US_ASCII)).isEqualTo(Glyphs.ASCII);
        assertThat(Glyphs.of(StandardCharsets.ISO_8859_1)).isEqualTo(Glyphs.ASCII);
    }
}
