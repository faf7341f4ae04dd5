package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class EnvFileTest {

    @Test
    void linesOfNameAndValueAreRead() {
        assertThat(EnvFile.parse("""
                # a comment
                PLAIN=value

                  INDENTED = spaced \s
                export EXPORTED=yes
                QUOTED="two words"   # why
                SINGLE='# not a comment'
                TRAILING=value # a comment
                HASH=a#b
                EQUALS=a=b=c
                EMPTY=
                UNCLOSED="a
                LAST=1"""))
                .containsExactly(
                        entry("PLAIN", "value"),
                        entry("INDENTED", "spaced"),
                        entry("EXPORTED", "yes"),
                        entry("QUOTED", "two words"),
                        entry("SINGLE", "# not a comment"),
                        entry("TRAILING", "value"),
                        entry("HASH", "a#b"),
                        entry("EQUALS", "a=b=c"),
                        entry("EMPTY", ""),
                        entry("UNCLOSED", "\"a"),
                        entry("LAST", "1"));
    }

    @Test
    void filesFromWindowsAreRead() {
        assertThat(EnvFile.parse("A=1\r\nB=2\r\n")).containsExactly(entry("A", "1"), entry("B", "2"));
    }

    @Test
    void theLastOfTwoWins() {
        assertThat(EnvFile.parse("A=1\nA=2\n")).containsExactly(entry("A", "2"));
    }

    @Test
    void linesThatAreNoneAreLeftOut() {
        assertThat(EnvFile.parse("just words\n=nameless\n")).isEmpty();
    }
}
