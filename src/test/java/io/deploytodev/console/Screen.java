package io.deploytodev.console;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/**
 * A terminal's screen: takes what a program sends and shows what a user would see, with what has scrolled off above.
 * Knows only the sequences that the console may send, and fails on any other.
 */
final class Screen extends OutputStream {

    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[([?0-9;]*)([A-Za-z])");

    /** A row, and whether its text goes on in the next because it was too long. */
    private static final class Row {
        private final List<String> cells = new ArrayList<>();
        private boolean goesOn;

        String text() {
            return String.join("", cells).stripTrailing();
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final List<Byte> bytes = new ArrayList<>();
    private int columns;
    private int height;
    private int row;
    private int column;
    private boolean cursor = true;
    private int frames;
    private boolean styled;

    Screen(int columns, int height) {
        this.columns = columns;
        this.height = height;
        rows.add(new Row());
    }

    @Override
    public synchronized void write(int b) {
        bytes.add((byte) b);
    }

    @Override
    public synchronized void flush() {
        byte[] raw = new byte[bytes.size()];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = bytes.get(i);
        }
        bytes.clear();
        String text = new String(raw, StandardCharsets.UTF_8);
        if (text.contains("\ufffd")) {
            throw new IllegalStateException("broken character in: " + text);
        }
        interpret(text);
        frames++;
    }

    /** All rows, those scrolled off first, without the empty ones at the end. */
    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>(rows.stream().map(Row::text).toList());
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    synchronized String text() {
        return String.join("\n", lines());
    }

    synchronized boolean cursorIsVisible() {
        return cursor;
    }

    synchronized int cursorColumn() {
        return column;
    }

    synchronized int frames() {
        return frames;
    }

    /** Whether any text had a look of its own. */
    synchronized boolean styled() {
        return styled;
    }

    /** How many rows have scrolled off. */
    synchronized int scrolledOff() {
        return top();
    }

    /** Changes the width as most terminals do: what no longer fits goes on in another row. */
    synchronized void resize(int newColumns, int newHeight) {
        List<Row> old = new ArrayList<>(rows);
        rows.clear();
        int cursorRow = row;
        for (int i = 0; i < old.size(); i++) {
            List<String> cells = new ArrayList<>(old.get(i).cells);
            while (old.get(i).goesOn && i + 1 < old.size()) {
                cells.addAll(old.get(++i).cells);
            }
            do {
                Row next = new Row();
                int kept = Math.min(newColumns, cells.size());
                next.cells.addAll(cells.subList(0, kept));
                cells.subList(0, kept).clear();
                next.goesOn = !cells.isEmpty();
                rows.add(next);
            } while (!cells.isEmpty());
            if (i == cursorRow) {
                row = rows.size() - 1;
            }
        }
        columns = newColumns;
        height = newHeight;
    }

    private int top() {
        return Math.max(0, rows.size() - height);
    }

    private void interpret(String text) {
        int at = 0;
        Matcher sequence = SEQUENCE.matcher(text);
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (character == 0x1b) {
                if (!sequence.find(at) || sequence.start() != at) {
                    throw new IllegalStateException(
                            "unknown sequence at: " + text.substring(at).replace('\u001b', '^'));
                }
                control(sequence.group(1), sequence.group(2).charAt(0));
                at = sequence.end();
            } else {
                character(character);
                at += Character.charCount(character);
            }
        }
    }

    private void control(String parameter, char command) {
        int count = parameter.matches("\\d+") ? Integer.parseInt(parameter) : 1;
        switch (command) {
            case 'A' -> row = Math.max(top(), row - count);
            case 'C' -> column = Math.min(columns - 1, column + count);
            case 'D' -> column = Math.max(0, column - count);
            case 'K' -> {
                List<String> cells = rows.get(row).cells;
                if (column < cells.size()) {
                    cells.subList(column, cells.size()).clear();
                }
                rows.get(row).goesOn = false;
            }
            case 'h', 'l' -> {
                require(parameter.equals("?25"), parameter + command);
                cursor = command == 'h';
            }
            case 'm' -> {
                require(parameter.matches("[0-9;]*"), parameter + command);
                styled = true;
            }
            default -> throw new IllegalStateException("unknown sequence " + parameter + command);
        }
    }

    private void character(int character) {
        switch (character) {
            case '\r' -> column = 0;
            case '\b' -> column = Math.max(0, column - 1);
            case '\n' -> newLine();
            default -> {
                require(character >= ' ' && character != 0x7f, "control character " + character);
                put(character);
            }
        }
    }

    private void put(int character) {
        int width = WCWidth.wcwidth(character);
        if (column + width > columns) {
            rows.get(row).goesOn = true;
            newLine();
        }
        List<String> cells = rows.get(row).cells;
        while (cells.size() < column + width) {
            cells.add(" ");
        }
        cells.set(column, Character.toString(character));
        if (width == 2) {
            cells.set(column + 1, "");
        }
        column += width;
    }

    /** As the terminal driver makes it: also back to the first column. */
    private void newLine() {
        row++;
        column = 0;
        if (row == rows.size()) {
            rows.add(new Row());
        }
    }

    private static void require(boolean fact, String what) {
        if (!fact) {
            throw new IllegalStateException("unknown: " + what);
        }
    }
}
