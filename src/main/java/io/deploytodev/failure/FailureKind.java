package io.deploytodev.failure;

import java.util.Locale;

/** The classes of failure that a caller can tell apart; each has an exit code of its own. */
public enum FailureKind {
    /** The command line is wrong. */
    USAGE(2, "the command line"),
    /** {@code deploy.yml}, the environment file or the Compose model is wrong. */
    CONFIG(3, "deploy.yml, .deployignore, the environment file or the compose files; a Dockerfile that is not there"),
    /** The dev host cannot be reached, or refuses the key, or is not who it should be. */
    CONNECT(4, "the connection: name, network, host key, login; with --ref also that to the remote"),
    /** The dev host lacks something that a deploy needs: Docker, Compose, permissions, disk. */
    HOST(5, "the server lacks something: Docker, Compose, rights, room on its disk, a port that is free"),
    /** Somebody else holds the deploy lock. */
    LOCKED(6, "somebody else is at work on this project just now; lock says so with the same code"),
    /** The source tree could not be brought to the host. */
    SYNC(7, "the sync of the tree; with --ref its checkout"),
    /** The image did not build. */
    BUILD(8, "the image build"),
    /** A service of the infrastructure did not become ready. */
    INFRASTRUCTURE(
            9,
            "a database did not start and there is no release to return to, or it refuses its password; a restore that"
                    + " did not come to its end"),
    /** A backend service did not become ready; nothing could be put back. */
    ROLLOUT(
            10,
            "a service did not become ready, and nothing was put back; or it does not run, and exec cannot reach into it"),
    /** Everything runs, but the health check did not pass. */
    HEALTH(11, "the health check, and nothing was put back"),
    /** The deploy failed after the switch and the previous release serves again. */
    ROLLED_BACK(12, "a service, a database or the health check, and the release before serves again"),
    /** A command of the project's own that runs before a part of the deploy failed; the deploy stopped there. */
    HOOK(13, "a hook of yours that runs before a part of the deploy"),
    /** The user ended the deploy; as a shell says it of a program that SIGINT ended: 128 and the signal's number. */
    INTERRUPTED(130, "you pressed Ctrl-C"),
    /** A defect of this tool. */
    INTERNAL(1, "the tool itself (a defect: please report it)");

    private final int exitCode;
    private final String words;

    FailureKind(int exitCode, String words) {
        this.exitCode = exitCode;
        this.words = words;
    }

    /** So that a script can tell what happened; it never changes its meaning. */
    public int exitCode() {
        return exitCode;
    }

    /** What failed, for people: the one table of exit codes, wherever it is shown. */
    public String words() {
        return words;
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
