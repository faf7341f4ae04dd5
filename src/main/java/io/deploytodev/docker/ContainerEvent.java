package io.deploytodev.docker;

/**
 * Something that happened to a container of a Compose project.
 *
 * @param nanos when, since 1970, by the dev host's clock
 */
public record ContainerEvent(Kind kind, LoggedContainer container, long nanos) {

    /** What one who reads logs has to know. */
    public enum Kind {
        STARTED,
        REMOVED
    }
}
