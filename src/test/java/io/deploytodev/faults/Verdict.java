package io.deploytodev.faults;

import java.time.Duration;

/**
 * What came of one try.
 *
 * @param served which version is served right after it: the old one or the new one; or that it is not known
 * @param gap the longest time without a good answer
 * @param said the client's last word
 */
record Verdict(String fault, int exitCode, String served, Duration gap, String said) {

    static final String OLD = "old";
    static final String NEW = "new";
    static final String ANY = "-";
}
