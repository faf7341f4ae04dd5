package io.deploytodev.console;

import java.util.regex.Pattern;

/**
 * The one place where text from elsewhere loses what could steer a terminal or forge a line of a log. Everything that a
 * console shows has passed through here, see {@link EventSwitch}.
 */
public final class Clean {

    private static final String TAB = "    ";

    /**
     * In this order: strings sent to the terminal (OSC, DCS, SOS, PM, APC) up to their end or the end of the line,
     * control sequences (CSI) even when cut off, and the remaining escapes. Each has its 7-bit and its 8-bit form.
     */
    private static final Pattern ESCAPES = Pattern.compile("(?:\u001b[\\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])"
            + "[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\\\|\u009c|(?=\u001b)|$)"
            + "|(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]?"
            + "|\u001b[ -/]*[0-~]?");

    private Clean() {}

    /** The text as one line without escapes, control characters, or characters that only change how others look. */
    public static String line(String text) {
        if (isClean(text)) {
            return text;
        }
        String plain = lastOverwrite(ESCAPES.matcher(text).replaceAll(""));
        StringBuilder kept = new StringBuilder(plain.length());
        plain.codePoints().forEach(character -> append(kept, character));
        return kept.toString().stripTrailing();
    }

    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character > '~') {
                return false;
            }
        }
        return !text.endsWith(" ");
    }

    /** Progress displays return to the start of the line and write over it: what a reader would have seen last. */
    private static String lastOverwrite(String text) {
        String shown = text;
        while (shown.endsWith("\r") || shown.endsWith("\n")) {
            shown = shown.substring(0, shown.length() - 1);
        }
        shown = shown.replace("\r\n", "\n");
        return shown.substring(shown.lastIndexOf('\r') + 1);
    }

    private static void append(StringBuilder kept, int character) {
        if (character == '\t') {
            kept.append(TAB);
        } else if (character == '\n' || character == '\u2028' || character == '\u2029') {
            kept.append(' ');
        } else if (isVisible(character)) {
            kept.appendCodePoint(character);
        }
    }

    /**
     * Format characters reorder or join their neighbours, variation selectors change their width, and half a surrogate
     * pair is no character: with any of them, no two terminals agree on how long a line is.
     */
    private static boolean isVisible(int character) {
        int type = Character.getType(character);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && (character < 0xfe00 || character > 0xfe0f);
    }
}
