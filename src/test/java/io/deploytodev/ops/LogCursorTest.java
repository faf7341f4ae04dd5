package io.deploytodev.ops;

import static io.deploytodev.ops.LogCursor.Piece.BEHIND_A_GAP;
import static io.deploytodev.ops.LogCursor.Piece.HAD;
import static io.deploytodev.ops.LogCursor.Piece.NEW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogCursorTest {

    private static final long T = 1_795_268_481_000_000_000L;
    private static final boolean OUT = false;
    private static final boolean ERR = true;

    private final LogCursor cursor = new LogCursor(0, false);

    @Test
    void ofPiecesOfTheSameTimeThoseAreLeftOutThatWereHad() {
        answer(OUT, T, NEW).and(OUT, T + 5, NEW).and(OUT, T + 5, NEW);
        answer(OUT, T, HAD)
                .and(OUT, T + 5, HAD)
                .and(OUT, T + 5, HAD)
                .and(OUT, T + 5, NEW)
                .and(OUT, T + 6, NEW);
        answer(OUT, T + 5, HAD)
                .and(OUT, T + 5, HAD)
                .and(OUT, T + 5, HAD)
                .and(OUT, T + 6, HAD)
                .and(OUT, T + 7, NEW);
    }

    @Test
    void theEngineIsAskedFromALittleEarlierForTheOtherStreamMayComeLate() {
        assertThat(cursor.since()).isZero();
        answer(OUT, T, NEW);
        assertThat(cursor.since()).isEqualTo(T - LogCursor.SLACK);
        answer(OUT, T, HAD).and(ERR, T - 3, NEW).and(ERR, T - 2, NEW);
        assertThat(cursor.since()).isEqualTo(T - LogCursor.SLACK);
        answer(OUT, T, HAD).and(ERR, T - 3, HAD).and(ERR, T - 2, HAD).and(ERR, T - 1, NEW);
    }

    @Test
    void aLineThatWasBegunLongAgoIsAskedForFromItsBeginning() {
        long old = T - 100 * LogCursor.SLACK;
        cursor.begin();
        assertThat(cursor.take(OUT, old, false)).isEqualTo(NEW);
        assertThat(cursor.take(ERR, T, true)).isEqualTo(NEW);
        assertThat(cursor.since()).isEqualTo(old);
        answer(OUT, old, HAD).and(ERR, T, HAD).and(OUT, old, NEW);
        assertThat(cursor.since()).isEqualTo(T - LogCursor.SLACK);
    }

    @Test
    void aLineThatItsProcessDidNotEndIsNotWaitedFor() {
        cursor.begin();
        cursor.take(OUT, T - 100 * LogCursor.SLACK, false);
        cursor.take(ERR, T, true);
        cursor.processEnded();
        assertThat(cursor.since()).isEqualTo(T - LogCursor.SLACK);
    }

    @Test
    void anAnswerWithoutWhatWasReadLastIsBehindAGapAndThatIsToldOnce() {
        answer(OUT, T, NEW).and(ERR, T + 1, NEW);
        cursor.begin();
        assertThat(cursor.take(OUT, T + 9, true)).isEqualTo(BEHIND_A_GAP);
        assertThat(cursor.take(OUT, T + 9, true)).isEqualTo(BEHIND_A_GAP);
        cursor.goOn();
        assertThat(cursor.take(OUT, T + 9, true)).isEqualTo(NEW);
        assertThat(cursor.take(OUT, T + 10, true)).isEqualTo(NEW);
    }

    @Test
    void anOverlapThatLacksTheNewestPieceIsNone() {
        answer(OUT, T, NEW).and(ERR, T + 1, NEW);
        cursor.begin();
        assertThat(cursor.take(OUT, T, true)).isEqualTo(HAD);
        assertThat(cursor.take(OUT, T + 9, true)).isEqualTo(BEHIND_A_GAP);
    }

    @Test
    void nothingBeforeTheBeginningIsOfInterestHoweverOftenItIsAsked() {
        LogCursor late = new LogCursor(T, false);
        assertThat(late.since()).isEqualTo(T);
        late.begin();
        assertThat(late.take(OUT, T - 1, true)).isEqualTo(HAD);
        assertThat(late.take(OUT, T, true)).isEqualTo(NEW);
        assertThat(late.since()).isEqualTo(T);
    }

    @Test
    void whereOnlyTheLastLinesWereAskedForTheFirstOfThemIsTheBeginning() {
        LogCursor tail = new LogCursor(0, true);
        tail.begin();
        assertThat(tail.take(OUT, T, true)).isEqualTo(NEW);
        assertThat(tail.since()).isEqualTo(T);
        tail.begin();
        assertThat(tail.take(ERR, T - 1, true)).isEqualTo(HAD);
        assertThat(tail.take(OUT, T, true)).isEqualTo(HAD);
        assertThat(tail.take(ERR, T + 1, true)).isEqualTo(NEW);
    }

    @Test
    void aClockThatIsSetBackCostsNothing() {
        answer(OUT, T, NEW).and(OUT, T + 10, NEW).and(OUT, T + 4, NEW).and(OUT, T + 5, NEW);
        answer(OUT, T, HAD)
                .and(OUT, T + 10, HAD)
                .and(OUT, T + 4, HAD)
                .and(OUT, T + 5, HAD)
                .and(OUT, T + 6, NEW)
                .and(OUT, T + 11, NEW);
        assertThat(cursor.since()).isEqualTo(T + 11 - LogCursor.SLACK);
        answer(OUT, T + 4, HAD).and(OUT, T + 11, HAD).and(OUT, T + 12, NEW);
    }

    /** A log of both streams, cut off at random, again and again: each piece comes once, in order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void howeverOftenItIsCutOffEachPieceIsNewOnce(long seed) {
        Random random = new Random(seed);
        List<Piece> log = new ArrayList<>();
        long time = T;
        for (int i = 0; i < 400; i++) {
            time += random.nextInt(3) * (random.nextInt(20) == 0 ? LogCursor.SLACK : 1);
            boolean stderr = random.nextInt(3) == 0;
            // The one stream's pieces are written up to a moment after their time.
            log.add(new Piece(i, stderr, stderr ? time - 1 : time));
        }
        List<Integer> got = new ArrayList<>();
        while (got.size() < log.size()) {
            long since = cursor.since();
            int end = Math.min(log.size(), got.size() + random.nextInt(30));
            cursor.begin();
            log.subList(0, end).stream()
                    .filter(piece -> piece.time >= since)
                    .filter(piece -> cursor.take(piece.stderr, piece.time, true) == NEW)
                    .forEach(piece -> got.add(piece.number));
        }
        assertThat(got)
                .containsExactlyElementsOf(log.stream().map(Piece::number).toList());
    }

    private record Piece(int number, boolean stderr, long time) {}

    private Answer answer(boolean stderr, long time, LogCursor.Piece expected) {
        cursor.begin();
        return new Answer().and(stderr, time, expected);
    }

    private final class Answer {

        Answer and(boolean stderr, long time, LogCursor.Piece expected) {
            assertThat(cursor.take(stderr, time, true))
                    .as("%s at %d", stderr ? "stderr" : "stdout", time - T)
                    .isEqualTo(expected);
            return this;
        }
    }
}
