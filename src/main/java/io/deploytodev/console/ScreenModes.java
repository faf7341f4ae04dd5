package io.deploytodev.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Passes on what a program shows, and keeps in mind what it has switched in the terminal: another screen, the mouse, the
 * cursor ({@code CSI ? number h} and {@code l}, DECSET and DECRST). A program that is cut off does not switch it back.
 */
final class ScreenModes extends FilterOutputStream {

    private static final int ESCAPE = 0x1b;
    private static final int LONGEST_NUMBERS = 64;

    /** Those that a terminal begins with: lines wrap, and the cursor is seen. */
    private static final Map<Integer, Boolean> AT_FIRST = Map.of(7, true, 25, true);

    private enum At {
        TEXT,
        ESCAPE,
        BRACKET,
        NUMBERS
    }

    private final Map<Integer, Boolean> switched = new TreeMap<>();
    private final StringBuilder numbers = new StringBuilder();
    private At at = At.TEXT;

    ScreenModes(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        synchronized (this) {
            for (int i = offset; i < offset + length; i++) {
                look(bytes[i]);
            }
        }
        out.write(bytes, offset, length);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    private void look(int b) {
        at = switch (at) {
            case TEXT -> b == ESCAPE ? At.ESCAPE : At.TEXT;
            case ESCAPE -> b == '[' ? At.BRACKET : b == ESCAPE ? At.ESCAPE : At.TEXT;
            case BRACKET -> {
                numbers.setLength(0);
                yield b == '?' ? At.NUMBERS : At.TEXT;
            }
            case NUMBERS -> number(b);
        };
    }

    private At number(int b) {
        if (((b >= '0' && b <= '9') || b == ';') && numbers.length() < LONGEST_NUMBERS) {
            numbers.append((char) b);
            return At.NUMBERS;
        }
        if (b == 'h' || b == 'l') {
            for (String number : numbers.toString().split(";", -1)) {
                if (number.matches("\\d{1,5}")) {
                    switched.put(Integer.parseInt(number), b == 'h');
                }
            }
        }
        return At.TEXT;
    }

    /** Switches back what is not as a terminal begins. */
    void reset() throws IOException {
        StringBuilder back = new StringBuilder();
        synchronized (this) {
            switched.forEach((number, on) -> {
                boolean wanted = AT_FIRST.getOrDefault(number, false);
                if (on != wanted) {
                    back.append("\u001b[?").append(number).append(wanted ? 'h' : 'l');
                }
            });
            switched.clear();
        }
        if (!back.isEmpty()) {
            out.write(back.append("\u001b[0m").toString().getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
    }
}
