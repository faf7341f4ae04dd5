package io.deploytodev.schedule;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.ShellQuoting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of ours in a user's crontab; pure. Its text has one character for each byte (ISO 8859-1), for the other lines
 * may be in any encoding and must stay as they are.
 */
final class Crontab {

    private static final int NONE_YET = 1;

    /** As the crons of Debian, Red Hat, macOS and fcron say it, and as that of busybox does. */
    private static final Pattern NONE =
            Pattern.compile("no f?crontab|can't open '[^']*': No such file", Pattern.CASE_INSENSITIVE);

    private Crontab() {}

    /** Prints the user's crontab; nothing when there is none. Whoever may not read it is not to replace it. */
    static Command<String> list() {
        Command<CommandResult> list = Command.of(List.of("crontab", "-l")).accepting(0, NONE_YET);
        return list.parsedBy(result -> {
            if (result.exitCode() == 0) {
                return new String(result.stdout(), StandardCharsets.ISO_8859_1);
            }
            if (NONE.matcher(result.stderr()).find()) {
                return "";
            }
            throw new CommandFailed(list, result);
        });
    }

    /** Replaces it as a whole: crontab knows no other way. */
    static Command<?> replaceBy(String text) {
        return Command.of(List.of("crontab", "-"))
                .fedWith(out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Takes it away, for an empty one is not the same as none. */
    static Command<?> removeAll() {
        return Command.of(List.of("crontab", "-r")).accepting(0, NONE_YET);
    }

    /** The two lines of a configuration, for people to read. */
    static List<String> lines(String id, Path config, Path launcher) {
        // A percent sign would end the command.
        String command = ShellQuoting.quote(launcher.toString()).replace("%", "\\%");
        return List.of(mark(id) + ", for " + config, "* * * * * /bin/sh " + command);
    }

    /** The same text with our lines at the end, or in the place where they stood; every other line as it was. */
    static String with(String text, String id, List<String> readable) {
        List<String> ours = readable.stream()
                .map(line -> new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .toList();
        List<String> lines = new ArrayList<>();
        boolean found = false;
        boolean skip = false;
        for (String line : split(text)) {
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
        return split(text).stream().anyMatch(line -> line.startsWith(mark(id) + ","));
    }

    static String without(String text, String id) {
        return with(text, id, List.of());
    }

    /** A carriage return is part of a line, as cron sees it. */
    private static List<String> split(String text) {
        String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return text.isEmpty() ? List.of() : List.of(whole.split("\n", -1));
    }

    private static String mark(String id) {
        return "# deploy-to-dev schedules " + id;
    }
}
