package io.deploytodev.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the value of an option in a container's command, also where the command is a line for a shell. */
final class CommandWords {

    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|(\\S+)");
    /** With one dollar sign as the shell reads it, with two as Compose writes it. */
    private static final Pattern VARIABLE = Pattern.compile("\\${1,2}(?:\\{(\\w+)}|(\\w+))");

    private CommandWords() {}

    /**
     * The word after an option.
     *
     * @param environment for variables that only the container's shell fills in
     * @return null when the option is not there, or when its value cannot be known
     */
    static @Nullable String valueAfter(List<String> command, String option, Map<String, String> environment) {
        int at = command.indexOf(option);
        if (at >= 0 && at + 1 < command.size()) {
            return command.get(at + 1);
        }
        for (String line : command) {
            List<Matched> words = split(line);
            for (int i = 0; i + 1 < words.size(); i++) {
                if (words.get(i).text().equals(option)) {
                    return words.get(i + 1).filledFrom(environment);
                }
            }
        }
        return null;
    }

    private static List<Matched> split(String line) {
        List<Matched> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                words.add(new Matched(matcher.group(1), true));
            } else if (matcher.group(2) != null) {
                words.add(new Matched(matcher.group(2), false));
            } else {
                words.add(new Matched(matcher.group(3), true));
            }
        }
        return words;
    }

    private record Matched(String text, boolean hasVariables) {

        @Nullable
        String filledFrom(Map<String, String> environment) {
            if (!hasVariables) {
                return text;
            }
            if (text.contains("$(") || text.contains("`")) {
                return null;
            }
            Matcher matcher = VARIABLE.matcher(text);
            StringBuilder filled = new StringBuilder();
            while (matcher.find()) {
                String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
                String value = environment.get(name);
                if (value == null) {
                    return null;
                }
                matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
            }
            return matcher.appendTail(filled).toString();
        }
    }
}
