package io.deploytodev.config;

import java.util.List;

/** What nobody would write who means well, or whose editor does. */
public final class HostileValues {

    /** A file of this name shows that something was executed, or written where it should not be. */
    public static final String MARKER = "zqexecuted";

    /** What fits an argument of a program: all but a NUL. */
    public static final List<String> PRINTABLE = List.of(
            "'; touch " + MARKER + "; '",
            "\"; touch " + MARKER + " #",
            "$(touch " + MARKER + ")",
            "`touch " + MARKER + "`",
            "x; touch " + MARKER,
            "x && touch " + MARKER,
            "x | touch " + MARKER,
            "x > " + MARKER,
            "x & touch " + MARKER,
            "--privileged",
            "-rf",
            "-oProxyCommand=touch " + MARKER,
            "../../../" + MARKER,
            "a/../../../" + MARKER,
            "..",
            ".hidden",
            " two  words ",
            "*",
            "~root",
            "\\",
            "a=b",
            "{}",
            "[a]",
            "!x",
            "%s%n$HOME",
            "grüße-名前-\uD83D\uDE00-\u202e",
            "\u2028");

    /** What no line holds. */
    public static final List<String> UNPRINTABLE =
            List.of("a\ntouch " + MARKER, "a\rb", "a\u0000b", "\u001b[2J", "\u0007", "a\tb", "\u0085");

    private HostileValues() {}

    /** Longer than any name, and shorter than a file may be. */
    public static String tooLong() {
        return "x".repeat(30_000);
    }
}
