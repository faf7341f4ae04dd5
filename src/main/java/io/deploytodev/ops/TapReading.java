package io.deploytodev.ops;

import io.deploytodev.docker.LogChunks;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes of what the engine sends of one log what is to be seen of it: lines, once each, that are wanted. */
final class TapReading implements LogChunks {

    private static final long SECOND = 1_000_000_000L;

    private final LogMerge.Source source;
    private final LogRequest request;
    private final LogCursor cursor;
    private final LineAssembler assembler;
    private List<LogItem> batch = new ArrayList<>();
    private @Nullable Deque<LogLine> lastLines;
    private boolean partial;
    private boolean tooLate;

    TapReading(LogMerge.Source source, LogRequest request, LogCursor cursor) {
        this.source = source;
        this.request = request;
        this.cursor = cursor;
        this.assembler = new LineAssembler(source.container(), this::line);
    }

    /** From now on only the last lines are kept, until {@link #deliverLast}. */
    void keepLast() {
        lastLines = new ArrayDeque<>();
    }

    void deliverLast() throws InterruptedException {
        if (lastLines != null) {
            batch.addAll(lastLines);
            lastLines = null;
        }
        deliver();
    }

    /**
     * An answer begins.
     *
     * @param end whether it is only of the end of the log; then it is left alone if that does not reach back far enough
     */
    void begin(boolean end) {
        partial = end;
        tooLate = false;
        cursor.begin();
    }

    /** Whether the answer began behind what was read last, and was left alone. */
    boolean beganTooLate() {
        return tooLate;
    }

    @Override
    public void chunk(boolean stderr, long nanos, byte[] bytes, int offset, int length, boolean endsLine) {
        if (tooLate) {
            return;
        }
        LogCursor.Piece piece = cursor.take(stderr, nanos, endsLine);
        if (piece == LogCursor.Piece.BEHIND_A_GAP) {
            if (partial) {
                tooLate = true;
                return;
            }
            gap(
                    nanos,
                    "lines from " + text(cursor.newest()) + " to " + text(nanos)
                            + " are missing: the engine does not have them any more");
            cursor.goOn();
            piece = cursor.take(stderr, nanos, endsLine);
        }
        if (piece == LogCursor.Piece.NEW) {
            assembler.chunk(stderr, nanos, bytes, offset, length, endsLine);
        }
    }

    @Override
    public void complaint(String words) {
        gap(cursor.newest(), "lines may be missing, the engine says: " + words);
    }

    void gap(long time, String words) {
        assembler.flush();
        note(LogNote.Kind.GAP, time, words);
    }

    void note(LogNote.Kind kind, long time, String words) {
        batch.add(new LogNote(source.container(), kind, time, words));
    }

    /** No line goes on: its process has ended. */
    void processEnded() {
        assembler.flush();
        cursor.processEnded();
    }

    private void line(LogLine line) {
        if (!request.wants(line)) {
            return;
        }
        if (lastLines == null) {
            batch.add(line);
            return;
        }
        lastLines.add(line);
        if (lastLines.size() > request.tail()) {
            lastLines.remove();
        }
    }

    @Override
    public boolean paused() throws InterruptedException {
        deliver();
        return !tooLate;
    }

    void deliver() throws InterruptedException {
        if (!batch.isEmpty()) {
            source.offer(batch);
            batch = new ArrayList<>();
        }
    }

    static String text(long nanos) {
        return Instant.ofEpochSecond(nanos / SECOND, nanos % SECOND).toString();
    }
}
