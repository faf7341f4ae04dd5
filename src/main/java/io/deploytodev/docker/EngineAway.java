package io.deploytodev.docker;

import io.deploytodev.host.CommandFailed;
import java.util.Locale;
import java.util.regex.Pattern;

/** The engine hung up, though the host is there: it was stopped, it ended by itself, or the host is about to be. */
public final class EngineAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Docker's clients before, and in the middle of, a conversation; the builder's speaks gRPC. What a Dockerfile's own commands
     * print, who may miss an engine too, stands behind a number.
     */
    private static final Pattern WORDS = Pattern.compile(
            "^(?:[a-z][^:\n]*: )*(?:cannot connect to the docker daemon|error during connect:|rpc error: code = unavailable desc = "
                    + "|error reading (?:from server|server preface):"
                    + "|connection error: desc = \"error reading server preface:)",
            Pattern.MULTILINE);

    public EngineAway(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }

    /** @param why a sentence */
    public EngineAway(String why, Throwable cause) {
        super(why, cause);
    }

    /** Whether a command of Docker failed because nobody answered it any more. */
    public static boolean isBehind(CommandFailed failure) {
        return WORDS.matcher(failure.said().toLowerCase(Locale.ROOT)).find();
    }
}
