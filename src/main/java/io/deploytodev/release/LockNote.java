package io.deploytodev.release;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What whoever holds the lock has left beside it for others to read.
 *
 * @param who user and machine
 * @param verb what they do; empty when the note does not say
 * @param since by the host's clock, {@code 2026-01-31 23:59:59 UTC}; empty when the note does not say; of one who has let
 *     go of it, it ends with {@code , over by now}
 */
public record LockNote(String who, String verb, String since) {

    private static final Pattern NOTE =
            Pattern.compile("(.*?)(?:, ([a-z][a-z -]*))?(?:, since (\\d[^,]*(?:, over by now)?))?");

    /**
     * Defines {@code taker}, which prints the note of whoever has the lock in the state directory {@code $1}, or had it last.
     * That is for one that lost the lock and asks only then: the other may be through already.
     */
    static final String TAKER = """
            taker() {
              cat -- "$1/lock.holder" 2> /dev/null || sed 's/$/, over by now/' -- "$1/lock.last" 2> /dev/null || :
            }
            """;

    /** Reads {@code ada@laptop, deploy, since 2026-01-31 23:59:59 UTC}, or as much of it as there is. */
    public static LockNote parse(String text) {
        Matcher note = NOTE.matcher(text.strip());
        if (!note.matches()) {
            return new LockNote(text.strip(), "", "");
        }
        return new LockNote(
                note.group(1), note.group(2) == null ? "" : note.group(2), note.group(3) == null ? "" : note.group(3));
    }

    /** {@code ada@laptop's deploy}. */
    public String whose() {
        return who + (verb.isEmpty() ? "" : "'s " + verb);
    }

    /** {@code ada@laptop's deploy, since 2026-01-31 23:59:59 UTC}. */
    public String inFull() {
        return whose() + (since.isEmpty() ? "" : ", since " + since);
    }

    /** For whoever wanted the lock and did not get it. */
    DeployFailure failure(String host, String waited) {
        return new DeployFailure(
                FailureKind.LOCKED,
                "Somebody else is at work on this project on " + host + ": " + whose() + ".",
                "The lock is held by " + inFull() + "." + (waited.isEmpty() ? "" : " You waited for " + waited + "."),
                "Wait for it to end: add --wait, or --wait=10m. deploy-to-dev lock says what goes on there. The lock is"
                        + " free within 20 s of its holder's death; deploy-to-dev unlock --force ends one that hangs.");
    }
}
