package io.deploytodev.failure;

/** The classes of failure that a caller can tell apart; each has an exit code of its own. */
public enum FailureKind {
    /** The command line is wrong. */
    USAGE,
    /** {@code deploy.yml}, the environment file or the Compose model is wrong. */
    CONFIG,
    /** The dev host cannot be reached, or refuses the key, or is not who it should be. */
    CONNECT,
    /** The dev host lacks something that a deploy needs: Docker, Compose, permissions, disk. */
    HOST,
    /** Somebody else holds the deploy lock. */
    LOCKED,
    /** The source tree could not be brought to the host. */
    SYNC,
    /** The image did not build. */
    BUILD,
    /** A service of the infrastructure did not become ready. */
    INFRASTRUCTURE,
    /** A backend service did not become ready; nothing could be put back. */
    ROLLOUT,
    /** Everything runs, but the health check did not pass. */
    HEALTH,
    /** The deploy failed after the switch and the previous release serves again. */
    ROLLED_BACK,
    /** The user ended the deploy. */
    INTERRUPTED,
    /** A defect of this tool. */
    INTERNAL
}
