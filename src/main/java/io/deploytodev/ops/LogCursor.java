package io.deploytodev.ops;

/**
 * How far a container's log was read: of each of its two streams the time of the last piece, and how many pieces of that
 * very time. A stream's times do not go back (unless somebody sets the clock), but those of the two are only nearly in order.
 * So the engine is asked again from a little earlier, and what was had already is left out by counting.
 */
final class LogCursor {

    /** For so long at most a piece that has its time waits to be written, behind the other stream's. */
    static final long SLACK = 2_000_000_000L;

    /** What a piece is to who has read this far. */
    enum Piece {
        HAD,
        NEW,
        /** The answer lacks what was read last, and so perhaps more. Not taken note of: see {@link #goOn}. */
        BEHIND_A_GAP
    }

    private final Mark[] marks = {new Mark(), new Mark()};
    private final boolean fromFirst;
    private long floor;
    private boolean overlaps = true;

    /**
     * Nothing is read yet.
     *
     * @param floor what was written before is of no interest; 0 for none
     * @param fromFirst whether nothing older is of interest than the first piece that comes
     */
    LogCursor(long floor, boolean fromFirst) {
        this.floor = floor;
        this.fromFirst = fromFirst;
    }

    boolean isSet() {
        return marks[0].count + marks[1].count > 0;
    }

    /** The time of the newest piece that was read; 0 before the first. */
    long newest() {
        return Math.max(marks[0].time, marks[1].time);
    }

    /** From when on the engine is to be asked; 0 for all. */
    long since() {
        if (!isSet()) {
            return floor;
        }
        long since = newest() - SLACK;
        for (Mark mark : marks) {
            // The end of a line that was begun long ago bears the time of its beginning.
            if (mark.count > 0 && (mark.midLine || mark.isSetBack())) {
                since = Math.min(since, mark.time);
            }
        }
        return Math.max(since, floor);
    }

    /** The engine begins an answer to {@link #since()}. */
    void begin() {
        overlaps = !isSet();
        marks[0].begin();
        marks[1].begin();
    }

    /** Takes note of a piece that is new. */
    Piece take(boolean stderr, long time, boolean endsLine) {
        Mark mark = marks[stderr ? 1 : 0];
        if (time < floor) {
            return Piece.HAD;
        }
        if (mark.hasHad(time)) {
            overlaps |= time == newest();
            return Piece.HAD;
        }
        if (!overlaps) {
            return Piece.BEHIND_A_GAP;
        }
        if (fromFirst && !isSet()) {
            floor = time;
        }
        mark.note(time, endsLine);
        return Piece.NEW;
    }

    /** What is missing cannot be had: the piece that was behind the gap, given again, is new. */
    void goOn() {
        overlaps = true;
    }

    /** The process that wrote has ended: no line goes on. */
    void processEnded() {
        marks[0].midLine = false;
        marks[1].midLine = false;
    }

    /** The last piece of a stream. */
    private static final class Mark {

        private long time;
        private int count;
        private boolean midLine;

        /** The highest time before the clock was set back; 0 when it was not, or when that is over. */
        private long peak;

        private boolean passing;
        private int left;
        private long passed;

        void begin() {
            passing = count > 0;
            left = count;
            passed = 0;
        }

        boolean isSetBack() {
            return peak > 0;
        }

        boolean hasHad(long at) {
            if (!passing) {
                return false;
            }
            if (isBeforeSetBack(at) || at < time) {
                return true;
            }
            if (at == time && left > 0) {
                left--;
                return true;
            }
            passing = false;
            return false;
        }

        /** Of what the clock told twice, the first comes first; then the times jump back. */
        private boolean isBeforeSetBack(long at) {
            if (peak == 0 || passed < 0 || at > peak) {
                return false;
            }
            passed = at < passed ? -1 : at;
            return passed >= 0;
        }

        void note(long at, boolean endsLine) {
            if (count > 0 && at < time) {
                peak = Math.max(peak, time);
            } else if (at > peak) {
                peak = 0;
            }
            count = count > 0 && at == time ? count + 1 : 1;
            time = at;
            midLine = !endsLine;
        }
    }
}
