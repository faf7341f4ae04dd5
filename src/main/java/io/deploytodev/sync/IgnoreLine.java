package io.deploytodev.sync;

import java.util.Optional;

/**
 * One line in the syntax of {@code .gitignore}.
 *
 * @param text as it was written, without what git trims
 * @param file in which it stands, or what else holds it
 * @param number of the line in that file; 0 where it is no file of lines
 * @param negated whether it brings back what a line before it leaves out
 */
record IgnoreLine(
        String text,
        String file,
        int number,
        boolean negated,
        boolean directoriesOnly,
        boolean anchored,
        String pattern,
        Glob glob) {

    /** Empty for a comment, and for a line that says nothing. */
    static Optional<IgnoreLine> parse(String line, String file, int number) {
        String text = trimmed(line);
        if (text.isEmpty() || text.startsWith("#")) {
            return Optional.empty();
        }
        boolean negated = text.startsWith("!");
        String pattern = negated ? text.substring(1) : text;
        boolean directoriesOnly = pattern.endsWith("/");
        pattern = directoriesOnly ? pattern.substring(0, pattern.length() - 1) : pattern;
        boolean anchored = pattern.indexOf('/') >= 0;
        pattern = pattern.startsWith("/") ? pattern.substring(1) : pattern;
        return Optional.of(
                new IgnoreLine(text, file, number, negated, directoriesOnly, anchored, pattern, Glob.of(pattern)));
    }

    /** Without the spaces at its end, but for one that a backslash keeps. */
    private static String trimmed(String line) {
        int spaces = -1;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ' ') {
                spaces = spaces < 0 ? i : spaces;
            } else {
                spaces = -1;
                i += c == '\\' ? 1 : 0;
            }
        }
        return spaces < 0 ? line : line.substring(0, spaces);
    }

    /** Where it stands, in words. */
    String place() {
        return number > 0 ? "line " + number + " of " + file : file;
    }

    /** @param path seen from the directory that the line is about */
    boolean matches(TreePath path, boolean directory) {
        return (directory || !directoriesOnly) && glob.matches(anchored ? path.bytes() : path.name());
    }

    /** The part of the pattern that what it matches has for a name. */
    String lastPart() {
        return pattern.substring(pattern.lastIndexOf('/') + 1);
    }

    /** Whether something of this name, anywhere, may be what the line is about. */
    boolean mayMean(String name) {
        String last = lastPart();
        return last.equals("**") || Glob.of(last).matches(name);
    }

    /** Whether something whose name ends so may be what the line is about. */
    boolean mayMeanSuffix(String suffix) {
        return !Glob.isLiteral(lastPart()) || lastPart().endsWith(suffix);
    }

    @Override
    public String toString() {
        return text + " (" + place() + ")";
    }
}
