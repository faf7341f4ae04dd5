package io.deploytodev.plan;

/**
 * What is to happen to one service, and why.
 *
 * @param cause for people; names what changed, never a value
 */
public record Action(String service, Kind kind, String cause) {

    public boolean changesSomething() {
        return kind != Kind.KEEP;
    }

    /** The ways in which a service's containers can be made right. */
    public enum Kind {
        KEEP,
        CREATE,
        RECREATE,
        /** It is as it should be, but sees files that are not there any more. */
        RESTART,
        /** The container is as it should be, but does not run. */
        START,
        /** Its processes are frozen; they go on where they were. */
        UNPAUSE
    }
}
