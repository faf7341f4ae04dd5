package io.deploytodev.host;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one place that turns an argv into a line for a POSIX shell. */
public final class ShellQuoting {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellQuoting() {}

    public static String quote(List<String> argv) {
        // An unquoted first word with an equals sign in it would be an assignment, not a program.
        return argv.stream()
                .map(word -> word.equals(argv.get(0)) && word.indexOf('=') >= 0 ? singleQuoted(word) : quote(word))
                .collect(Collectors.joining(" "));
    }

    /**
     * A word that the shell reads back as exactly {@code word}.
     *
     * @throws IllegalArgumentException for a NUL character, which no argument can hold
     */
    public static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : singleQuoted(word);
    }

    private static String singleQuoted(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an argument cannot hold a NUL character");
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
