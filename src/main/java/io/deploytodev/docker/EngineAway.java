package io.deploytodev.docker;

import io.deploytodev.host.CommandFailed;
import java.util.Locale;
import java.util.regex.Pattern;

/** The engine hung up, though the host is there: it was stopped, it ended by itself, or the host is about to be. */
public final class EngineAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Docker's clients before, and in the middle of, a conversation; the last is the builder's, which speaks gRPC. */
    private static final Pattern WORDS = Pattern.compile(
            "cannot connect to the docker daemon|error during connect:|code = unavailable desc = |error reading (?:from server|server preface):");

    public EngineAway(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }

    /** @param why a sentence */
    public EngineAway(String why, Throwable cause) {
        super(why, cause);
    }

    /** Whether a command of Docker failed because nobody answered it any more. */
    public static boolean isBehind(CommandFailed failure) {
        return WORDS.matcher(String.join("\n", failure.lines()).toLowerCase(Locale.ROOT))
                .find();
    }
}
