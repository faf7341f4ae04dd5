package io.deploytodev.cli;

import io.deploytodev.docker.LoggedContainer;
import io.deploytodev.ops.LogItem;
import io.deploytodev.ops.LogLine;
import io.deploytodev.ops.LogNote;
import io.deploytodev.ops.LogSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Logs for people: each line behind the name of its service. On a terminal control characters lose their force; elsewhere the
 * bytes are those that the service wrote.
 */
final class LogText implements LogSink {

    /** Far apart, and none that is hard to read on black or on white. */
    private static final List<String> COLORS = List.of("36", "33", "32", "35", "34", "96", "93", "92", "95", "94");

    private static final String FAINT = "2";
    private static final String LOUD = "1;31";
    private static final int WIDEST = 30;
    private static final int FULL = 64 * 1024;
    private static final byte[] CUT = " [cut: the line is longer than 1 MiB]".getBytes(StandardCharsets.US_ASCII);

    private final PrintStream out;
    private final PrintWriter err;
    private final Look look;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(2 * FULL);
    private final LogStamp stamp = new LogStamp();
    private final Map<String, byte[]> prefixes = new HashMap<>();
    private final Map<String, String> colors = new HashMap<>();
    private int width;

    /**
     * How lines look.
     *
     * @param terminal whether they are shown on one
     * @param prefix whether the service's name stands before each
     */
    record Look(boolean terminal, boolean color, boolean timestamps, boolean prefix) {}

    /** @param err for what is about a log and not of it */
    LogText(PrintStream out, PrintWriter err, Look look) {
        this.out = out;
        this.err = err;
        this.look = look;
    }

    /** So that the first line stands below the last, however long the names are. */
    void align(List<String> services) {
        width = Math.min(
                WIDEST, services.stream().mapToInt(String::length).max().orElse(0));
    }

    @Override
    public boolean hear(List<LogItem> items) {
        for (LogItem item : items) {
            if (item instanceof LogLine line) {
                write(line);
            } else if (item instanceof LogNote note) {
                write(note);
            }
            if (buffer.size() >= FULL && !flush()) {
                return false;
            }
        }
        return flush();
    }

    private void write(LogLine line) {
        if (look.prefix) {
            buffer.writeBytes(prefix(line.container()));
        }
        if (look.timestamps) {
            buffer.writeBytes(stamp.of(line.time()));
            buffer.write(' ');
        }
        if (look.terminal) {
            HarmlessBytes.write(line.bytes(), look.color, buffer);
        } else {
            buffer.writeBytes(line.bytes());
        }
        if (line.isCut()) {
            buffer.writeBytes(CUT);
        }
        buffer.write('\n');
    }

    /** A gap is told where it is. The rest is of no use to who keeps the lines. */
    private void write(LogNote note) {
        boolean isGap = note.kind() == LogNote.Kind.GAP;
        String text = "--- " + name(note.container()) + ": " + note.text() + " ---";
        String shown = look.color ? paint(isGap ? LOUD : FAINT, text) : text;
        if (isGap) {
            buffer.writeBytes((shown + "\n").getBytes(StandardCharsets.UTF_8));
        } else {
            flush();
            err.println(shown);
            err.flush();
        }
    }

    private boolean flush() {
        if (buffer.size() > 0) {
            try {
                buffer.writeTo(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            buffer.reset();
            return !out.checkError();
        }
        return true;
    }

    private byte[] prefix(LoggedContainer container) {
        return prefixes.computeIfAbsent(container.id(), id -> {
            String name = name(container);
            String padded = name + " ".repeat(Math.max(0, width - name.length())) + " |";
            String color =
                    colors.computeIfAbsent(container.service(), service -> COLORS.get(colors.size() % COLORS.size()));
            return ((look.color ? paint(color, padded) : padded) + " ").getBytes(StandardCharsets.UTF_8);
        });
    }

    /** The first replica bears the name of its service alone: most have no other. */
    static String name(LoggedContainer container) {
        return container.number() > 1 ? container.service() + "-" + container.number() : container.service();
    }

    private static String paint(String color, String text) {
        return "\u001b[" + color + "m" + text + "\u001b[0m";
    }
}
