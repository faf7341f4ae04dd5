package io.deploytodev.readiness;

/** The three answers of a probe. */
public sealed interface ProbeResult {

    /** What the service said, in one line without secrets. */
    String why();

    /** It works. */
    record Ready(String why) implements ProbeResult {}

    /** It does not work yet, and waiting may help. */
    record NotYet(String why) implements ProbeResult {}

    /**
     * It will not work however long one waits.
     *
     * @param next what the user can do about it
     */
    record Never(String why, String next) implements ProbeResult {}
}
