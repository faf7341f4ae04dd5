package io.deploytodev.ops;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * One step of the way from the user to what the project keeps its data in, as it was just asked.
 *
 * @param from {@link #WORKSTATION}, {@link #HOST} or a service
 * @param question in a few words; empty when there is nothing to ask
 * @param said the answer, in one line without secrets
 */
public record Link(String from, String to, String question, Verdict verdict, String said, Duration took) {

    public static final String WORKSTATION = "workstation";
    public static final String HOST = "dev host";

    /** Ends the question at a port that the dev host opens; others go to the container itself. */
    static final String PUBLISHED = ", as published";

    /** What an answer means. */
    public enum Verdict {
        GOOD,
        BROKEN,
        /** It could not be asked. */
        UNKNOWN
    }

    Link masked(UnaryOperator<String> mask) {
        return new Link(from, to, question, verdict, mask.apply(said), took);
    }

    boolean isBroken() {
        return verdict == Verdict.BROKEN;
    }

    boolean leads(String start, String end) {
        return from.equals(start) && to.equals(end);
    }
}
