package io.deploytodev.config;

import io.deploytodev.config.DeployConfig.Health;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the last word of a deploy. */
final class HealthReader {

    private static final Set<String> WEB = Set.of("http", "https");
    private static final Set<String> WEB_SOCKET = Set.of("ws", "wss", "http", "https");
    private static final String NO_LOGIN = "must hold no user and no password: it is printed, and asked without them";
    private static final String DEFAULT_PATH = "/health";

    private HealthReader() {}

    static Optional<Health> read(YamlMap root) {
        return root.map("health").map(HealthReader::health);
    }

    private static Health health(YamlMap map) {
        map.allowOnly(
                List.of("url", "port", "path", "status", "headers", "json", "websocket", "timeout", "stable_for"));
        for (String key : List.of("port", "path")) {
            if (map.has("url") && map.has(key)) {
                map.problem(key, "and url exclude each other: the url holds both");
            }
        }
        return new Health(
                map.text("url").flatMap(text -> url(map, text)),
                map.has("port") ? OptionalInt.of(map.integer("port", 1, 1, Addresses.LAST_PORT)) : OptionalInt.empty(),
                Addresses.path(map, "path", DEFAULT_PATH),
                AnswerReader.read(map),
                webSocket(map),
                DurationText.positive(map, "timeout"),
                DurationText.any(map, "stable_for").orElse(Duration.ZERO));
    }

    private static Optional<URI> url(YamlMap map, String url) {
        Optional<URI> uri = Addresses.parse(url, WEB);
        if (uri.isEmpty()) {
            map.problem("url", "must be an http or https address with a host, not " + url);
        } else if (uri.get().getUserInfo() != null) {
            map.problem("url", NO_LOGIN);
        }
        return uri;
    }

    /** A path at the same place, or an address of its own. */
    private static Optional<String> webSocket(YamlMap map) {
        Optional<String> text = map.text("websocket");
        if (text.isEmpty() || Addresses.isPath(text.get())) {
            return text;
        }
        Optional<URI> address = Addresses.parse(text.get(), WEB_SOCKET);
        if (address.isEmpty()) {
            map.problem(
                    "websocket", "must be a path such as /ws, or a ws or wss address with a host, not " + text.get());
        } else if (address.get().getUserInfo() != null) {
            map.problem("websocket", NO_LOGIN);
        }
        return text;
    }
}
