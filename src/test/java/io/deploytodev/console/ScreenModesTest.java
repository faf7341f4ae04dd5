package io.deploytodev.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenModesTest {

    private static final String CSI = "\u001b[";

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final ScreenModes modes = new ScreenModes(terminal);

    @Test
    void anEditorThatIsCutOffLeavesTheScreenAsItWas() throws IOException {
        shows(CSI + "?1049h" + CSI + "?25l" + CSI + "?1000;1006h" + "text");
        assertThat(resetBy()).isEqualTo(CSI + "?25h" + CSI + "?1000l" + CSI + "?1006l" + CSI + "?1049l" + CSI + "0m");
    }

    @Test
    void oneThatPutsAllBackItselfIsLeftAlone() throws IOException {
        shows(CSI + "?1049h" + CSI + "?25l" + "text" + CSI + "?25h" + CSI + "?1049l");
        assertThat(resetBy()).isEmpty();
    }

    @Test
    void aSequenceThatComesInPiecesIsSeenToo() throws IOException {
        for (char c : (CSI + "?2004h").toCharArray()) {
            shows(String.valueOf(c));
        }
        assertThat(resetBy()).isEqualTo(CSI + "?2004l" + CSI + "0m");
    }

    @Test
    void otherSequencesAreNone() throws IOException {
        shows(CSI + "31m" + CSI + "?h" + CSI + "?1x" + "?25l" + CSI + "25l" + "\u001b\u001b" + CSI + "?6n");
        assertThat(resetBy()).isEmpty();
    }

    private void shows(String text) throws IOException {
        modes.write(text.getBytes(StandardCharsets.UTF_8));
        assertThat(terminal.toString(StandardCharsets.UTF_8)).endsWith(text);
    }

    private String resetBy() throws IOException {
        terminal.reset();
        modes.reset();
        return terminal.toString(StandardCharsets.UTF_8);
    }
}
