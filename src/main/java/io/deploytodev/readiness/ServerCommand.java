package io.deploytodev.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a container on a database's image really runs: its server, or one of the tools that the image has beside it, as a
 * backup or an initialisation does; pure.
 */
public final class ServerCommand {

    /** What runs another program, after options of its own or none. */
    private static final Set<String> WRAPPERS = Set.of("exec", "tini", "dumb-init", "catatonit", "env", "nice", "time");

    /** The same, with a user as the first word. */
    private static final Set<String> USER_WRAPPERS = Set.of("gosu", "su-exec", "setpriv");

    private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash");

    /** The images' own, which begin the server with whatever options follow. */
    private static final Set<String> ENTRYPOINTS = Set.of("docker-entrypoint.sh", "entrypoint.sh");

    private static final Pattern TOOL = Pattern.compile(
            "psql|pg_(dump|dumpall|restore|isready|basebackup)|createdb|dropdb"
                    + "|redis-(cli|benchmark|sentinel)|valkey-cli|cypher-shell|neo4j-admin|mysql|mysqldump|mysqladmin|mariadb|mongo"
                    + "|mongosh|mongodump|mongorestore|kafka-[a-z-]+(\\.sh)?|rabbitmqadmin|rabbitmqctl|mc|etcdctl|clickhouse-client"
                    + "|influx|sleep|curl|wget|echo|true|tail|cp|chown|chmod|mkdir|done|fi|exit|set|cd|export|wait|test|\\[|:|python[0-9.]*|node|perl|ruby|php|deno|bun");

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*=.*");
    private static final Pattern STATEMENTS =
            Pattern.compile("&&|\\|\\||[;|&\\n(){}]|\\b(?:do|then|else|if|while|until|!)\\s");

    private ServerCommand() {}

    /** Whether it is one of these servers, as far as that can be told. */
    static boolean serves(List<String> entrypoint, List<String> command, Set<String> servers) {
        List<String> words = words(entrypoint, command);
        if (startsTheServer(entrypoint, words)) {
            return true;
        }
        return programs(words).stream().anyMatch(program -> servers.contains(program) || ENTRYPOINTS.contains(program));
    }

    /** Whether it is not plainly one of the tools. */
    public static boolean mayServe(List<String> entrypoint, List<String> command) {
        List<String> words = words(entrypoint, command);
        List<String> programs = programs(words);
        return startsTheServer(entrypoint, words)
                || programs.stream().anyMatch(program -> !TOOL.matcher(program).matches());
    }

    private static List<String> words(List<String> entrypoint, List<String> command) {
        List<String> words = new ArrayList<>(entrypoint);
        words.addAll(command);
        return words;
    }

    /** Options alone are for the image's own server, and so is a configuration file. */
    private static boolean startsTheServer(List<String> entrypoint, List<String> words) {
        return words.isEmpty()
                || (entrypoint.isEmpty()
                        && (words.get(0).startsWith("-") || words.get(0).endsWith(".conf")));
    }

    /** The programs that the words start: one, or those of a shell's line. */
    private static List<String> programs(List<String> words) {
        int at = program(words);
        if (at >= words.size()) {
            return List.of();
        }
        if (words.get(at).contains(" ")) {
            return programsOf(words.get(at));
        }
        String program = baseName(words.get(at));
        if (ENTRYPOINTS.contains(program)
                && at + 1 < words.size()
                && !words.get(at + 1).startsWith("-")) {
            return programs(words.subList(at + 1, words.size()));
        }
        if (SHELLS.contains(program)) {
            return words.subList(at + 1, words.size()).stream()
                    .filter(word -> !word.startsWith("-"))
                    .findFirst()
                    .map(ServerCommand::programsOf)
                    .orElse(List.of(program));
        }
        return List.of(program);
    }

    private static List<String> programsOf(String line) {
        List<String> programs = new ArrayList<>();
        for (String statement : STATEMENTS.split(line, -1)) {
            List<String> words = List.of(statement.trim().split("\\s+", -1));
            int at = program(words);
            if (at < words.size() && !words.get(at).isEmpty()) {
                programs.add(baseName(words.get(at)));
            }
        }
        return programs;
    }

    /** Where the program stands that is run in the end. */
    private static int program(List<String> words) {
        int at = 0;
        while (at < words.size()) {
            String word = baseName(words.get(at));
            if (USER_WRAPPERS.contains(word)) {
                at += 2;
            } else if (WRAPPERS.contains(word)
                    || ASSIGNMENT.matcher(word).matches()
                    || (at > 0 && word.startsWith("-"))) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    private static String baseName(String word) {
        String bare = word.replaceAll("^[\"']|[\"']$", "");
        return bare.substring(bare.lastIndexOf('/') + 1);
    }
}
