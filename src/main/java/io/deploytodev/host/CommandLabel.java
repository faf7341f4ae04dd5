package io.deploytodev.host;

import java.util.Collections;
import java.util.List;

/** Names a command so that somebody who reads along knows which one it is; pure. */
final class CommandLabel {

    private static final int LONGEST = 100;

    /** {@code sh -c SCRIPT sh}, before the parameters. */
    private static final int SCRIPT = 4;

    private static final List<String> COMPOSE = List.of("docker", "compose");

    private CommandLabel() {}

    static String of(List<String> argv) {
        if (argv.size() >= SCRIPT && argv.get(0).equals("sh") && argv.get(1).equals("-c")) {
            List<String> parameters = argv.subList(SCRIPT, argv.size());
            int wrapped =
                    Math.max(Collections.indexOfSubList(parameters, List.of("sh", "-c")), parameters.indexOf("docker"));
            return wrapped >= 0
                    ? of(parameters.subList(wrapped, parameters.size()))
                    : cut("sh: " + argv.get(2).replaceAll("\\s+", " ").strip());
        }
        if (argv.size() > 2 && argv.subList(0, 2).equals(COMPOSE)) {
            return cut("docker compose " + String.join(" ", afterOptions(argv.subList(2, argv.size()))));
        }
        return cut(ShellQuoting.quote(argv));
    }

    private static List<String> afterOptions(List<String> words) {
        int i = 0;
        while (i < words.size() && words.get(i).startsWith("--")) {
            i += words.get(i).contains("=") ? 1 : 2;
        }
        return words.subList(Math.min(i, words.size()), words.size());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
