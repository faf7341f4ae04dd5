package io.deploytodev.config;

import io.deploytodev.config.ReadinessRule.Answer;
import io.deploytodev.config.ReadinessRule.Check;
import io.deploytodev.config.ReadinessRule.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads one check of one kind. */
final class CheckReader {

    /** The keys that each stand for a kind of check. */
    static final List<String> KINDS =
            List.of("http", "websocket", "tcp", "health", "log", "command", "postgres", "bolt", "redis");

    static final List<String> HTTP_KEYS = List.of("port", "path", "status", "headers", "json");

    private static final String DEFAULT_PATH = "/health";

    private CheckReader() {}

    /** Whether somebody who wrote this meant a kind of check. */
    static boolean isNearlyAKind(String key) {
        return NearestName.of(key, KINDS).isPresent();
    }

    static Check read(YamlMap map, String kind) {
        return switch (kind) {
            case "http" -> map.map(kind).map(CheckReader::wholeHttp).orElse(new Check.Http(1, "/", Answer.OK));
            case "websocket" -> map.map(kind).map(CheckReader::webSocket).orElse(new Check.WebSocket(1, "/"));
            case "tcp" -> tcp(map);
            case "health" -> health(map);
            case "log" -> log(map);
            case "command" -> command(map);
            default -> login(map, kind);
        };
    }

    private static Check wholeHttp(YamlMap map) {
        map.allowOnly(HTTP_KEYS);
        return http(map);
    }

    static Check http(YamlMap map) {
        String path = Addresses.path(map, "path", DEFAULT_PATH);
        return new Check.Http(port(map), path, AnswerReader.read(map));
    }

    private static Check webSocket(YamlMap map) {
        map.allowOnly(List.of("port", "path"));
        return new Check.WebSocket(port(map), Addresses.path(map, "path", "/"));
    }

    private static int port(YamlMap map) {
        map.required("port");
        return map.integer("port", 1, 1, Addresses.LAST_PORT);
    }

    private static Check tcp(YamlMap map) {
        map.required("tcp");
        return new Check.Tcp(map.integer("tcp", 1, 1, Addresses.LAST_PORT));
    }

    private static Check health(YamlMap map) {
        if (!map.required("health").equals("true")) {
            map.problem("health", "must be true: it asks the container's own healthcheck");
        }
        return new Check.ContainerHealth();
    }

    private static Check log(YamlMap map) {
        String regex = map.required("log");
        try {
            return new Check.Log(Pattern.compile(regex).pattern());
        } catch (PatternSyntaxException e) {
            map.problem("log", "must be a regular expression: " + e.getDescription() + " in " + regex);
            return new Check.Log("");
        }
    }

    /** As in a Compose healthcheck: a list holds the words, a text is for the container's shell. */
    private static Check command(YamlMap map) {
        List<String> words = map.list("command");
        if (words.isEmpty()) {
            map.problem("command", "is empty: it must be a list of words, or a text for the container's shell");
            return new Check.Command(List.of("true"));
        }
        if (map.isList("command")) {
            return new Check.Command(words);
        }
        List<String> argv = new ArrayList<>(List.of("sh", "-c"));
        argv.addAll(words);
        return new Check.Command(argv);
    }

    private static Check login(YamlMap map, String kind) {
        Database database = Database.valueOf(kind.toUpperCase(Locale.ROOT));
        Optional<YamlMap> keys = map.map(kind);
        keys.ifPresent(login -> {
            login.allowOnly(
                    database == Database.POSTGRES
                            ? List.of("port", "user", "password", "password_env", "database")
                            : List.of("port", "user", "password", "password_env"));
            if (login.has("password") && login.has("password_env")) {
                login.problem("password_env", "and password exclude each other");
            }
        });
        return new Check.Login(
                database,
                keys.filter(login -> login.has("port"))
                        .map(login -> OptionalInt.of(login.integer("port", 1, 1, Addresses.LAST_PORT)))
                        .orElse(OptionalInt.empty()),
                keys.flatMap(login -> login.text("user")),
                keys.flatMap(login -> login.text("password")),
                keys.flatMap(login -> login.text("password_env")),
                keys.flatMap(login -> login.text("database")));
    }
}
