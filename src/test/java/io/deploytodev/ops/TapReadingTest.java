package io.deploytodev.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.LogQuery;
import io.deploytodev.docker.LoggedContainer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TapReadingTest {

    private static final long T = 1_795_268_481_000_000_000L;

    private final LogMerge merge = new LogMerge(() -> 0, false);
    private final LogMerge.Source source = merge.join(new LoggedContainer("c0ffee", "shop-web-1", "web", 1, true));

    @Test
    void theLastLinesAreCountedInLinesHoweverManyPiecesTheyHave() throws Exception {
        TapReading reading = reading(request(2, false));
        reading.keepLast();
        reading.begin(false);
        for (int i = 0; i < 5; i++) {
            piece(reading, T + i, "a" + i, false);
            piece(reading, T + i, "b" + i, true);
        }
        assertThat(reading.paused()).isTrue();
        assertThat(shown()).isEmpty();
        reading.deliverLast();
        assertThat(shown()).containsExactly("a3b3", "a4b4");
    }

    @Test
    void theLastThatMatchAreCountedAmongThoseThatMatch() throws Exception {
        LogRequest request = request(1, true);
        assertThat(request.past("c0ffee").tail()).isEqualTo(LogQuery.ALL);
        TapReading reading = reading(request);
        reading.keepLast();
        reading.begin(false);
        piece(reading, T, "ERROR one", true);
        piece(reading, T + 1, "ERROR two", true);
        piece(reading, T + 2, "fine", true);
        reading.deliverLast();
        assertThat(shown()).containsExactly("ERROR two");
    }

    @Test
    void ofNoLinesNoneAreShownButItIsKnownHowFarTheLogGoes() throws Exception {
        TapReading reading = reading(request(0, false));
        reading.keepLast();
        reading.begin(false);
        piece(reading, T, "old", true);
        reading.deliverLast();
        reading.begin(true);
        piece(reading, T, "old", true);
        piece(reading, T + 1, "new", true);
        reading.paused();
        assertThat(shown()).containsExactly("new");
    }

    @Test
    void theEndOfALogThatDoesNotReachBackIsLeftAloneAndTheWholeOfItSaysWhatIsMissing() throws Exception {
        TapReading reading = reading(request(LogQuery.ALL, false));
        reading.begin(false);
        piece(reading, T, "first", true);
        reading.paused();
        reading.begin(true);
        piece(reading, T + 7, "later", true);
        assertThat(reading.paused()).isFalse();
        assertThat(reading.beganTooLate()).isTrue();
        reading.begin(false);
        piece(reading, T + 7, "later", true);
        piece(reading, T + 8, "last", true);
        assertThat(reading.paused()).isTrue();
        assertThat(shown())
                .containsExactly(
                        "first",
                        "GAP lines from 2026-11-21T13:41:21Z to 2026-11-21T13:41:21.000000007Z are missing: the engine"
                                + " does not have them any more",
                        "later",
                        "last");
    }

    @Test
    void aLineThatTheLinkCutInTwoIsWholeInTheEnd() throws Exception {
        TapReading reading = reading(request(LogQuery.ALL, false));
        reading.begin(false);
        piece(reading, T, "half ", false);
        reading.paused();
        reading.begin(true);
        piece(reading, T, "half ", false);
        piece(reading, T, "and half", true);
        reading.paused();
        assertThat(shown()).containsExactly("half and half");
    }

    private TapReading reading(LogRequest request) {
        return new TapReading(source, request, new LogCursor(0, request.isEngineAsked()));
    }

    private static LogRequest request(int tail, boolean errors) {
        return new LogRequest(
                true,
                tail,
                0,
                0,
                errors
                        ? Optional.of(line -> new String(line.bytes(), StandardCharsets.UTF_8).contains("ERROR"))
                        : Optional.empty());
    }

    private static void piece(TapReading reading, long time, String text, boolean endsLine) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reading.chunk(false, time, bytes, 0, bytes.length, endsLine);
    }

    private List<String> shown() throws InterruptedException {
        List<LogItem> items = new ArrayList<>();
        merge.take(items, Duration.ZERO);
        return items.stream()
                .map(item -> item instanceof LogNote note
                        ? note.kind() + " " + note.text()
                        : new String(((LogLine) item).bytes(), StandardCharsets.UTF_8))
                .toList();
    }
}
