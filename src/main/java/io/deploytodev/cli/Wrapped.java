package io.deploytodev.cli;

import java.util.ArrayList;
import java.util.List;

/** Text in lines that fit; pure. */
final class Wrapped {

    private Wrapped() {}

    /** Broken between words; a word that is too long stands alone. */
    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.trim().split("\\s+", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
