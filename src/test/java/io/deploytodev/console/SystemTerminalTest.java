package io.deploytodev.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.jline.terminal.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemTerminalTest {

    private static final Size BEFORE = new Size(80, 24);

    @Test
    void stty_answers_rows_before_columns() {
        assertThat(SystemTerminal.parseSize("30 100\n", BEFORE)).isEqualTo(new Size(100, 30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0", "30", "30 0", "thirty 100", "30 100 7", "-1 80", "1000000 80"})
    void an_answer_that_is_no_size_changes_nothing(String answer) {
        assertThat(SystemTerminal.parseSize(answer, BEFORE)).isEqualTo(BEFORE);
    }
}
