package io.deploytodev.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.LoggedContainer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineAssemblerTest {

    private static final long T = 1_795_268_481_000_000_000L;

    private final List<LogLine> lines = new ArrayList<>();
    private final LineAssembler assembler =
            new LineAssembler(new LoggedContainer("c0ffee", "shop-web-1", "web", 1, true), lines::add);

    @Test
    void piecesOfOneTimeAreALineEvenWhereTheOtherStreamComesBetween() {
        chunk(false, T, "one ", false);
        chunk(true, T + 3, "oh", true);
        chunk(false, T, "line", true);
        chunk(false, T + 4, "next", true);
        assertThat(told()).containsExactly("err 3 oh", "out 0 one line", "out 4 next");
    }

    @Test
    void whatDidNotEndBeforeItsProcessDidIsALineOfItsOwn() {
        chunk(false, T, "Segmentation fault", false);
        chunk(false, T + 9, "started", true);
        chunk(true, T + 10, "again", false);
        assembler.flush();
        assembler.flush();
        assertThat(told()).containsExactly("out 0 Segmentation fault", "out 9 started", "err 10 again");
    }

    @Test
    void aLineThatNeverEndsIsCutAndSaysSo() {
        String piece = "x".repeat(16 * 1024);
        for (int i = 0; i < 100; i++) {
            chunk(false, T, piece, false);
        }
        chunk(false, T, "end", true);
        chunk(false, T + 1, "next", true);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).isCut()).isTrue();
        assertThat(lines.get(0).bytes()).hasSize(LineAssembler.LONGEST);
        assertThat(lines.get(1).isCut()).isFalse();
    }

    @Test
    void aLineOfTheLongestLengthIsWhole() {
        chunk(false, T, "x".repeat(LineAssembler.LONGEST - 1), false);
        chunk(false, T, "x", true);
        assertThat(lines).hasSize(1).noneMatch(LogLine::isCut);
    }

    private void chunk(boolean stderr, long time, String text, boolean endsLine) {
        byte[] bytes = ("[" + text).getBytes(StandardCharsets.UTF_8);
        assembler.chunk(stderr, time, bytes, 1, bytes.length - 1, endsLine);
    }

    private List<String> told() {
        return lines.stream()
                .map(line -> (line.isStderr() ? "err " : "out ")
                        + (line.time() - T)
                        + " "
                        + new String(line.bytes(), StandardCharsets.UTF_8))
                .toList();
    }
}
