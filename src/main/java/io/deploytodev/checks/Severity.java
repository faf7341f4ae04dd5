package io.deploytodev.checks;

import java.util.Locale;

/** How much a finding matters; the worst first. */
public enum Severity {
    /** A deploy would end with a failure. */
    STOPS,
    /** A deploy goes well, and something will go wrong later, or is wrong already. */
    HURTS,
    /** It could be better. */
    ADVICE;

    /** As programs read it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
