package io.deploytodev.ops;

import io.deploytodev.docker.LoggedContainer;

/** What is to be known of a container's log, beside its lines. */
public record LogNote(LoggedContainer container, Kind kind, long time, String text) implements LogItem {

    /** How much it matters to who reads the lines. */
    public enum Kind {
        /** Lines are missing at this place, or may be. */
        GAP,
        /** The log cannot be read at all. */
        UNREADABLE,
        STARTED,
        ENDED
    }

    @Override
    public int weight() {
        return text.length() * 2;
    }
}
