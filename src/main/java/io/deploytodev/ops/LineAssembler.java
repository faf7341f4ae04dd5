package io.deploytodev.ops;

import io.deploytodev.docker.LoggedContainer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes lines of the pieces in which an engine keeps them: the pieces of a line bear the same time. */
final class LineAssembler {

    /** No more of a line is shown. */
    static final int LONGEST = 1024 * 1024;

    private final LoggedContainer container;
    private final Consumer<LogLine> lines;
    private final Begun[] begun = new Begun[2];

    LineAssembler(LoggedContainer container, Consumer<LogLine> lines) {
        this.container = container;
        this.lines = lines;
    }

    void chunk(boolean stderr, long time, byte[] bytes, int offset, int length, boolean endsLine) {
        Begun line = begun[stderr ? 1 : 0];
        if (line != null && line.time != time) {
            // What a program said last, before it ended without a line end.
            finish(stderr);
            line = null;
        }
        if (line == null && endsLine) {
            byte[] whole = Arrays.copyOfRange(bytes, offset, offset + Math.min(length, LONGEST));
            lines.accept(new LogLine(container, stderr, time, whole, length > LONGEST));
            return;
        }
        if (line == null) {
            line = new Begun(time);
            begun[stderr ? 1 : 0] = line;
        }
        line.add(bytes, offset, length);
        if (endsLine) {
            finish(stderr);
        }
    }

    /** The containers' process has ended, and with it what line it had begun. */
    void flush() {
        finish(false);
        finish(true);
    }

    private void finish(boolean stderr) {
        @Nullable Begun line = begun[stderr ? 1 : 0];
        if (line != null) {
            begun[stderr ? 1 : 0] = null;
            lines.accept(new LogLine(container, stderr, line.time, line.bytes.toByteArray(), line.cut));
        }
    }

    /** A line that does not end yet. */
    private static final class Begun {

        private final long time;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean cut;

        Begun(long time) {
            this.time = time;
        }

        void add(byte[] more, int offset, int length) {
            int fits = Math.min(length, LONGEST - bytes.size());
            bytes.write(more, offset, fits);
            cut |= fits < length;
        }
    }
}
