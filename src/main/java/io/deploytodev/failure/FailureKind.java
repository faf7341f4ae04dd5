package io.deploytodev.failure;

import java.util.Locale;

/** The classes of failure that a caller can tell apart; each has an exit code of its own. */
public enum FailureKind {
    /** The command line is wrong. */
    USAGE(2),
    /** {@code deploy.yml}, the environment file or the Compose model is wrong. */
    CONFIG(3),
    /** The dev host cannot be reached, or refuses the key, or is not who it should be. */
    CONNECT(4),
    /** The dev host lacks something that a deploy needs: Docker, Compose, permissions, disk. */
    HOST(5),
    /** Somebody else holds the deploy lock. */
    LOCKED(6),
    /** The source tree could not be brought to the host. */
    SYNC(7),
    /** The image did not build. */
    BUILD(8),
    /** A service of the infrastructure did not become ready. */
    INFRASTRUCTURE(9),
    /** A backend service did not become ready; nothing could be put back. */
    ROLLOUT(10),
    /** Everything runs, but the health check did not pass. */
    HEALTH(11),
    /** The deploy failed after the switch and the previous release serves again. */
    ROLLED_BACK(12),
    /** A command of the project's own that runs before a part of the deploy failed; the deploy stopped there. */
    HOOK(13),
    /** The user ended the deploy; as a shell says it of a program that SIGINT ended: 128 and the signal's number. */
    INTERRUPTED(130),
    /** A defect of this tool. */
    INTERNAL(1);

    private final int exitCode;

    FailureKind(int exitCode) {
        this.exitCode = exitCode;
    }

    /** So that a script can tell what happened; it never changes its meaning. */
    public int exitCode() {
        return exitCode;
    }

    /** As programs read it: {@code rolledBack}. */
    public String id() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder id = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            id.append(Character.toUpperCase(words[i].charAt(0))).append(words[i], 1, words[i].length());
        }
        return id.toString();
    }
}
