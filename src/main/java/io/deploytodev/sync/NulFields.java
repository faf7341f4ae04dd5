package io.deploytodev.sync;

import java.nio.charset.StandardCharsets;

/** Fields that each end with a NUL byte: the one separator that no path can hold. */
final class NulFields {

    private final byte[] bytes;
    private int at;

    NulFields(byte[] bytes, int from) {
        this.bytes = bytes.clone();
        this.at = from;
    }

    /** The line of ASCII that may stand before fields, without its end. */
    static String lineBefore(byte[] bytes) {
        int newline = 0;
        while (newline < bytes.length && bytes[newline] != '\n') {
            newline++;
        }
        return new String(bytes, 0, newline, StandardCharsets.US_ASCII);
    }

    boolean hasNext() {
        return at < bytes.length;
    }

    /**
     * The next field, one char for each byte.
     *
     * @throws IllegalArgumentException when it is cut off
     */
    String next() {
        for (int end = at; end < bytes.length; end++) {
            if (bytes[end] == 0) {
                String field = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
                at = end + 1;
                return field;
            }
        }
        throw new IllegalArgumentException("cut off in the middle of a field");
    }
}
