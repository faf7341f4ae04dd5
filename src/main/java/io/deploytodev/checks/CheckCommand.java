package io.deploytodev.checks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The command of a healthcheck, read as far as it can be without running it.
 *
 * @param words as in a compose file: {@code CMD, curl, …} or {@code CMD-SHELL, curl …}
 */
public record CheckCommand(List<String> words) {

    /** In a line of the shell these alone are taken for programs: what else stands there may be the shell's own. */
    private static final Set<String> KNOWN = Set.of(
            "curl",
            "wget",
            "nc",
            "netcat",
            "pg_isready",
            "psql",
            "redis-cli",
            "valkey-cli",
            "mysqladmin",
            "mysql",
            "mariadb-admin",
            "mongosh",
            "mongo",
            "cypher-shell",
            "rabbitmq-diagnostics",
            "rabbitmqctl",
            "python",
            "python3",
            "node",
            "bash",
            "ruby",
            "php",
            "java",
            "httpie",
            "http",
            "grpc_health_probe",
            "healthcheck.sh");

    private static final Pattern SEGMENT = Pattern.compile("\\|\\||&&|[|;\\n]");
    private static final Pattern LOCAL_PORT =
            Pattern.compile("(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1])[:/](\\d{2,5})(?!\\d)");

    public CheckCommand {
        words = List.copyOf(words);
    }

    private boolean isShell() {
        return words.size() == 2 && words.get(0).equals("CMD-SHELL");
    }

    /** All of it as one text. */
    String text() {
        return words.size() < 2 ? "" : String.join(" ", words.subList(1, words.size()));
    }

    /** What is started, without a shell's own words. */
    public Set<String> programs() {
        Set<String> programs = new LinkedHashSet<>();
        if (words.size() < 2) {
            return programs;
        }
        if (isShell()) {
            programs.add("/bin/sh");
            segments().map(CheckCommand::first).filter(KNOWN::contains).forEach(programs::add);
        } else if (words.get(0).equals("CMD")) {
            String program = words.get(1);
            if (!program.contains("/") || program.startsWith("/")) {
                programs.add(program);
            }
        }
        return programs;
    }

    private Stream<String> segments() {
        return Stream.of(SEGMENT.split(words.get(1))).map(String::strip);
    }

    private static String first(String segment) {
        String bare =
                segment.replaceFirst("^[({!\\s]+", "").replaceFirst("^(exec|timeout\\s+\\S+|if|while|until)\\s+", "");
        return bare.split("\\s", 2)[0];
    }

    /** The ports of the container itself that it asks. */
    List<Integer> ports() {
        List<Integer> ports = new ArrayList<>();
        Matcher matcher = LOCAL_PORT.matcher(text());
        while (matcher.find()) {
            ports.add(Integer.valueOf(matcher.group(1)));
        }
        return ports;
    }

    /** Whether it begins with such a program, and has none of these options. */
    boolean runsWithout(String program, Pattern options) {
        return (isShell() ? segments().filter(part -> first(part).equals(program)) : Stream.of(text()))
                .filter(part -> first(part).equals(program))
                .anyMatch(part -> !options.matcher(part).find());
    }

    /** Whether it is one word, with blanks in it, that is taken for the name of a program. */
    boolean isLineAsProgram() {
        return words.size() == 2
                && words.get(0).equals("CMD")
                && words.get(1).strip().contains(" ");
    }

    /** Whether words of a shell stand where there is none. */
    boolean hasShellWordsWithoutShell() {
        return words.size() > 2
                && words.get(0).equals("CMD")
                && words.stream().anyMatch(word -> word.matches("\\|\\|?|&&|;|>|2>&1|>/dev/null"));
    }
}
