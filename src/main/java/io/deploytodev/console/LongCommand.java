package io.deploytodev.console;

import java.util.ArrayList;
import java.util.List;

/** Breaks a shell command into lines that can be pasted as they stand. */
final class LongCommand {

    private static final String CONTINUED = " \\";
    private static final String INDENT = "    ";

    private LongCommand() {}

    /** Broken between words only, so a word that is longer than a line makes a longer line. */
    static List<String> broken(String command, int columns) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : withValues(words(command))) {
            int room = columns - CONTINUED.length();
            if (!line.isBlank() && Line.width(line) + 1 + Line.width(word) > room) {
                lines.add(line + CONTINUED);
                line = INDENT + word;
            } else {
                line = line.isEmpty() ? word : line + " " + word;
            }
        }
        lines.add(line);
        return Line.width(command) <= columns ? List.of(command) : lines;
    }

    /** An option of one letter is read with what follows it. */
    private static List<String> withValues(List<String> words) {
        List<String> pieces = new ArrayList<>();
        boolean option = false;
        for (String word : words) {
            if (option) {
                pieces.add(pieces.remove(pieces.size() - 1) + " " + word);
            } else {
                pieces.add(word);
            }
            option = word.matches("-[A-Za-z]");
        }
        return pieces;
    }

    /** The words with their quotes; a blank within quotes ends none. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < command.length(); i++) {
            char character = command.charAt(i);
            if (character == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
                continue;
            }
            word.append(character);
            if (character == '\\' && !quoted && i + 1 < command.length()) {
                word.append(command.charAt(++i));
            } else if (character == '\'') {
                quoted = !quoted;
            }
        }
        words.add(word.toString());
        return words;
    }
}
