package io.deploytodev.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program wrote, so that it cannot steer the terminal on which it is shown: what is no text appears as its number. Only
 * colours pass, where colours are wanted.
 */
final class HarmlessBytes {

    private static final Pattern COLOR = Pattern.compile("\u001b\\[[0-9;:]*m");
    private static final byte[] END_OF_COLOR = "\u001b[0m".getBytes(StandardCharsets.US_ASCII);
    private static final int REPLACEMENT = 0xfffd;

    private HarmlessBytes() {}

    static void write(byte[] line, boolean colors, ByteArrayOutputStream out) {
        if (isPlain(line)) {
            out.write(line, 0, line.length);
            return;
        }
        String text = new String(line, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), line)) {
            text = new String(line, StandardCharsets.ISO_8859_1);
            writeText(text, true, colors, out);
        } else {
            writeText(text, false, colors, out);
        }
    }

    private static boolean isPlain(byte[] line) {
        for (byte b : line) {
            if ((b < ' ' && b != '\t') || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static void writeText(String text, boolean binary, boolean colors, ByteArrayOutputStream out) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        Matcher color = COLOR.matcher(text);
        int from = 0;
        boolean colored = false;
        while (color.find()) {
            append(text.substring(from, color.start()), binary, shown);
            if (colors) {
                shown.append(color.group());
                colored = true;
            }
            from = color.end();
        }
        append(text.substring(from), binary, shown);
        out.writeBytes(shown.toString().getBytes(StandardCharsets.UTF_8));
        if (colored) {
            out.writeBytes(END_OF_COLOR);
        }
    }

    private static void append(String text, boolean binary, StringBuilder shown) {
        text.codePoints().forEach(character -> {
            if (character == '\t' || (character >= ' ' && character < 0x7f)) {
                shown.append((char) character);
            } else if (binary || (character < 0x100 && Character.isISOControl(character))) {
                shown.append(String.format("\\x%02x", character));
            } else if (isVisible(character)) {
                shown.appendCodePoint(character);
            } else {
                shown.append(String.format("\\u%04x", character));
            }
        });
    }

    /** Characters that only change how others look, or reorder them, are shown by their number too. */
    private static boolean isVisible(int character) {
        int type = Character.getType(character);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
