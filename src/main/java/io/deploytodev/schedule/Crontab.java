package io.deploytodev.schedule;

import io.deploytodev.host.Command;
import io.deploytodev.host.ShellQuoting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of ours in a user's crontab; pure. */
final class Crontab {

    private static final int NONE_YET = 1;

    private Crontab() {}

    /** Prints the user's crontab; nothing when there is none. */
    static Command<String> list() {
        return Command.of(List.of("crontab", "-l"))
                .accepting(0, NONE_YET)
                .parsedBy(result -> result.exitCode() == 0 ? result.text() : "");
    }

    /** Replaces it as a whole: crontab knows no other way. */
    static Command<?> replaceBy(String text) {
        return Command.of(List.of("crontab", "-")).fedWith(text);
    }

    /** Takes it away, for an empty one is not the same as none. */
    static Command<?> removeAll() {
        return Command.of(List.of("crontab", "-r")).accepting(0, NONE_YET);
    }

    /** The two lines of a configuration. */
    static List<String> lines(String id, Path config, Path launcher) {
        // A percent sign would end the command.
        String command = ShellQuoting.quote(launcher.toString()).replace("%", "\\%");
        return List.of(mark(id) + ", for " + config, "* * * * * /bin/sh " + command);
    }

    /** The same text with our lines at the end, or in the place where they stood; every other line as it was. */
    static String with(String text, String id, List<String> ours) {
        List<String> lines = new ArrayList<>();
        boolean found = false;
        boolean skip = false;
        for (String line : text.lines().toList()) {
            if (skip) {
                skip = false;
            } else if (line.startsWith(mark(id) + ",")) {
                skip = true;
                if (!found) {
                    lines.addAll(ours);
                    found = true;
                }
            } else {
                lines.add(line);
            }
        }
        if (!found) {
            lines.addAll(ours);
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    static boolean has(String text, String id) {
        return text.lines().anyMatch(line -> line.startsWith(mark(id) + ","));
    }

    static String without(String text, String id) {
        return with(text, id, List.of());
    }

    private static String mark(String id) {
        return "# deploy-to-dev schedules " + id;
    }
}
