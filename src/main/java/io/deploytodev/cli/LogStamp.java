package io.deploytodev.cli;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes times with all nine digits, always of the same length; most are of the same second as the one before. */
final class LogStamp {

    private static final long SECOND = 1_000_000_000L;
    private static final int DIGITS = 9;

    private long second = Long.MIN_VALUE;
    private byte[] text = new byte[0];

    /** {@code 2026-11-21T03:00:00.123456789Z}; valid until the next call. */
    byte[] of(long nanos) {
        long its = Math.floorDiv(nanos, SECOND);
        if (its != second) {
            second = its;
            String whole = Instant.ofEpochSecond(its).toString();
            text = (whole.substring(0, whole.length() - 1) + ".000000000Z").getBytes(StandardCharsets.US_ASCII);
        }
        long rest = Math.floorMod(nanos, SECOND);
        for (int i = text.length - 2; i > text.length - 2 - DIGITS; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return text;
    }
}
