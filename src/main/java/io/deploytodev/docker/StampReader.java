package io.deploytodev.docker;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;

/** Reads the time before each piece of a log; most are of the same second as the one before. */
final class StampReader {

    /** {@code 2026-11-21T03:00:00.123456789Z} and a blank. */
    static final int LENGTH = 31;

    static final long NONE = Long.MIN_VALUE;

    private static final int SECONDS_LENGTH = 19;
    private static final long SECOND = 1_000_000_000L;

    private final byte[] knownSecond = new byte[SECONDS_LENGTH];
    private long known;

    /** The time at that place in nanoseconds since 1970, or {@link #NONE} when there is no other text. */
    long read(byte[] bytes, int offset, int end) {
        if (end - offset < LENGTH
                || bytes[offset + SECONDS_LENGTH] != '.'
                || bytes[offset + LENGTH - 2] != 'Z'
                || bytes[offset + LENGTH - 1] != ' ') {
            return NONE;
        }
        long fraction = 0;
        for (int i = offset + SECONDS_LENGTH + 1; i < offset + LENGTH - 2; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            fraction = fraction * 10 + digit;
        }
        return isKnown(bytes, offset) || isLearned(bytes, offset) ? known + fraction : NONE;
    }

    private boolean isKnown(byte[] bytes, int offset) {
        return Arrays.equals(bytes, offset, offset + SECONDS_LENGTH, knownSecond, 0, SECONDS_LENGTH);
    }

    private boolean isLearned(byte[] bytes, int offset) {
        try {
            String text = new String(bytes, offset, SECONDS_LENGTH, StandardCharsets.US_ASCII);
            known = Instant.parse(text + "Z").getEpochSecond() * SECOND;
            System.arraycopy(bytes, offset, knownSecond, 0, SECONDS_LENGTH);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** A time of the engine's elsewhere, whatever its zone and its digits. */
    static long nanos(String text) {
        Instant at = OffsetDateTime.parse(text).toInstant();
        return at.getEpochSecond() * SECOND + at.getNano();
    }
}
