package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogExcerptTest {

    @Test
    void aShortLogIsShownWhole() {
        assertThat(LogExcerpt.of(List.of("a", "", "b"), 5)).containsExactly("a", "b");
    }

    @Test
    void anErrorThatWasSaidLongAgoIsShownWithWhatStandsAroundItAndTheLastLines() {
        List<String> log = numbered(100);
        log.set(20, "FATAL: no space left");
        assertThat(LogExcerpt.of(log, 8))
                .containsExactly(
                        "line 19",
                        "FATAL: no space left",
                        "line 21",
                        "line 22",
                        "line 23",
                        "... (73 lines)",
                        "line 97",
                        "line 98",
                        "line 99");
    }

    @Test
    void besideAnErrorNothingIsShownThatHasNothingToDoWithIt() {
        List<String> log = numbered(100);
        log.add("Traceback (most recent call last):");
        log.add("  File \"/app/main.py\", line 3, in <module>");
        log.add("ModuleNotFoundError: No module named 'requests'");
        assertThat(LogExcerpt.of(log, 16)).hasSize(4).first().isEqualTo("line 99");
    }

    @Test
    void ofMoreErrorsThanThereIsRoomForTheNewestAreShown() {
        List<String> log = new ArrayList<>(
                IntStream.range(0, 50).mapToObj(i -> "ERROR " + i).toList());
        assertThat(LogExcerpt.of(log, 4)).containsExactly("ERROR 46", "ERROR 47", "ERROR 48", "ERROR 49");
    }

    @Test
    void theMessageOfAnExceptionIsNotCrowdedOutByItsFrames() {
        List<String> log = new ArrayList<>(List.of("starting", "java.lang.IllegalStateException: no database"));
        IntStream.range(0, 60).forEach(i -> log.add("\tat com.example.Error" + i + ".run(Error.java:" + i + ")"));
        assertThat(LogExcerpt.of(log, 6)).contains("java.lang.IllegalStateException: no database");
    }

    @Test
    void thereAreNeverMoreLinesThanWereAskedForButThoseThatCountTheGaps() {
        List<String> log = numbered(500);
        for (int i = 0; i < 500; i += 7) {
            log.set(i, "ERROR " + i);
        }
        assertThat(LogExcerpt.of(log, 16).stream().filter(line -> !line.startsWith("... (")))
                .hasSize(16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Traceback (most recent call last):",
                "ValueError: x",
                "java.lang.NullPointerException",
                "panic: runtime error",
                "bind: address already in use",
                "npm ERR! missing script",
                "[error: x]",
                "2026-01-01 CRITICAL out of cheese"
            })
    void whatLooksLikeAnErrorIsOne(String line) {
        assertThat(LogExcerpt.isError(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0 errors", "started", "    at Error.run (index.js:1)", "  File \"/app/errors.py\", line 1"})
    void whatOnlyNamesErrorsIsNone(String line) {
        assertThat(LogExcerpt.isError(line)).isFalse();
    }

    private static List<String> numbered(int lines) {
        return new ArrayList<>(
                IntStream.range(0, lines).mapToObj(i -> "line " + i).toList());
    }
}
