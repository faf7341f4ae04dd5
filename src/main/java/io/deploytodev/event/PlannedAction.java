package io.deploytodev.event;

import java.util.List;

/**
 * One thing that a deploy would do or leave as it is, and why. It names things, and never says what is in them.
 *
 * @param subjects what it is about; of many files the first few
 * @param count how many there are in all
 * @param cause why, for people
 * @param certain false when it depends on what a build makes
 */
public record PlannedAction(Area area, Kind kind, List<String> subjects, int count, String cause, boolean certain) {

    public PlannedAction {
        subjects = List.copyOf(subjects);
    }

    public static PlannedAction of(Area area, Kind kind, String subject, String cause) {
        return new PlannedAction(area, kind, List.of(subject), 1, cause, true);
    }

    /** Whether it changes something on the host. */
    public boolean changesSomething() {
        return kind != Kind.KEEP;
    }

    /** What kind of thing is acted on. */
    public enum Area {
        FILES,
        ENVIRONMENT,
        IMAGE,
        INFRASTRUCTURE,
        SERVICE
    }

    /** What is done with it. */
    public enum Kind {
        KEEP,
        /** A file comes to the host. */
        SEND,
        /** A variable is new. */
        ADD,
        /** A variable has another value. */
        CHANGE,
        REMOVE,
        /** An image is built. */
        BUILD,
        /** An image is fetched from its registry. */
        PULL,
        CREATE,
        RECREATE,
        RESTART,
        START,
        UNPAUSE
    }
}
