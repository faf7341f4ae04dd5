package io.deploytodev.release;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * One verb that changed a host, or tried to. Holds no secrets.
 *
 * @param schema version of this shape
 * @param at when it began, by the host's clock: {@code 2026-01-31T23:59:59Z}
 * @param who user and machine
 * @param number the lock's; 0 of a verb that takes none
 * @param release the release that it was about; empty when there is none
 * @param outcome {@code healthy} or {@code done}; else how it failed
 * @param what in one line: what it did, or why it failed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AuditEntry(
        int schema,
        String at,
        String who,
        String verb,
        long number,
        String release,
        String outcome,
        long tookMillis,
        String what) {

    /** The shape that this version writes. */
    public static final int SCHEMA = 1;

    /** The outcome of a verb that did what it should, and made no release. */
    public static final String DONE = "done";

    /** The outcome of a verb whose client died, or was cut off, before it was through. */
    public static final String CUT_OFF = "cutOff";

    /** A line is written at one go, which the host promises for short ones only. */
    private static final int LONGEST_TEXT = 400;

    public AuditEntry {
        who = line(who);
        what = line(what);
    }

    private static String line(String text) {
        String one = text.replaceAll("\\p{Cntrl}+", " ").trim();
        return one.length() <= LONGEST_TEXT ? one : one.substring(0, LONGEST_TEXT - 1) + "…";
    }

    /** The time as the host tells it, {@code 20260131T235959Z}, in the form for {@link #at}. */
    public static String iso(String time) {
        return time.replaceFirst("^(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z$", "$1-$2-$3T$4:$5:$6Z");
    }
}
