package io.deploytodev.schedule;

import io.deploytodev.failure.FailureKind;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param outcome {@code healthy}, {@code unchanged}, {@code skipped}, {@code deadline}, {@code brokenOff},
 *     or the kind of failure as in docs/events.md
 * @param exitCode 0, or that of the failure
 * @param what a sentence for people, without a secret
 * @param release what runs now, if the run knows it
 */
public record RunOutcome(String outcome, int exitCode, String what, Optional<String> release) {

    public static final String HEALTHY = "healthy";
    public static final String UNCHANGED = "unchanged";
    public static final String SKIPPED = "skipped";
    public static final String DEADLINE = "deadline";

    /** What ran it died, and it is not begun again. */
    static final RunOutcome BROKEN_OFF = new RunOutcome(
            "brokenOff",
            FailureKind.INTERNAL.exitCode(),
            "The run was broken off, and is not begun again.",
            Optional.empty());

    /** It went well, and this is served. */
    public static RunOutcome healthy(String release) {
        return new RunOutcome(HEALTHY, 0, "Release " + release + " is healthy.", Optional.of(release));
    }

    /** It failed. */
    public static RunOutcome failed(FailureKind kind, String what) {
        return new RunOutcome(kind.id(), kind.exitCode(), what, Optional.empty());
    }

    public boolean isWell() {
        return exitCode == 0;
    }
}
