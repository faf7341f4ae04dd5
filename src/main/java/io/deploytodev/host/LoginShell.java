package io.deploytodev.host;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How a command gets past the login shell of an account, whichever that is: bash, fish and csh agree on little more than
 * single quotes, and the start-up files of any of them may print something. So all they are given is one program with two
 * plain words; that program is {@code sh}, which says when it begins and then becomes the command.
 */
final class LoginShell {

    /** The line that stands before the output of the command itself, on stdout and on stderr. */
    static final String MARKER = "--- deploy-to-dev: from here on, the command ---";

    private static final String START =
            "exec sh -c 'echo \"" + MARKER + "\";echo \"" + MARKER + "\" >&2;eval \"exec $(printf %b \"$0\")\"' ";

    /** The exit code of a shell that waited in vain: sysexits' EX_TEMPFAIL. */
    static final int IN_VAIN = 75;

    /**
     * The line for a shell that waits for its command, see {@link #word}. A {@code TMOUT} of the account would end the
     * waiting.
     */
    static final String WAITING = "exec sh -c 'unset TMOUT;IFS= read -r c||exit " + IN_VAIN + ";echo \"" + MARKER
            + "\";echo \"" + MARKER + "\" >&2;eval \"exec $(printf %b \"$c\")\"'";

    private LoginShell() {}

    /** What to tell a shell that waits for its command: the line of input from which it becomes that. */
    static byte[] word(List<String> argv) {
        return (encoded(ShellQuoting.quote(argv)) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** The line to give to the login shell. */
    static String line(List<String> argv) {
        return START + "'" + encoded(ShellQuoting.quote(argv)) + "'";
    }

    /**
     * Without what some shell sees even inside single quotes: csh an exclamation mark and the end of a line, fish a
     * backslash. As {@code printf %b} reads it.
     */
    private static String encoded(String line) {
        StringBuilder text = new StringBuilder(line.length() * 2);
        for (byte b : line.getBytes(StandardCharsets.UTF_8)) {
            if (b < ' ' || b > '~' || b == '\'' || b == '\\' || b == '!') {
                text.append("\\0").append(digit(b, 6)).append(digit(b, 3)).append(digit(b, 0));
            } else {
                text.append((char) b);
            }
        }
        return text.toString();
    }

    private static char digit(byte b, int shift) {
        return Character.forDigit((b & 0xff) >> shift & 7, 8);
    }
}
