package io.deploytodev.config;

import io.deploytodev.config.DeployConfig.Health;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the last word of a deploy. */
final class HealthReader {

    private static final Set<String> WEB = Set.of("http", "https");
    private static final Set<String> WEB_SOCKET = Set.of("ws", "wss", "http", "https");
    private static final String NO_LOGIN = "must hold no user and no password: it is printed, and asked without them";

    private HealthReader() {}

    static Optional<Health> read(YamlMap root) {
        return root.map("health").flatMap(HealthReader::health);
    }

    private static Optional<Health> health(YamlMap map) {
        map.allowOnly(List.of("url", "status", "headers", "json", "websocket", "timeout", "stable_for"));
        String url = map.required("url");
        Optional<URI> uri = Addresses.parse(url, WEB);
        if (uri.isEmpty()) {
            map.problem("url", "must be an http or https address with a host, not " + url);
        } else if (uri.get().getUserInfo() != null) {
            map.problem("url", NO_LOGIN);
        }
        return uri.map(address -> new Health(
                address,
                AnswerReader.read(map),
                webSocket(map, address),
                DurationText.positive(map, "timeout"),
                DurationText.any(map, "stable_for").orElse(Duration.ZERO)));
    }

    /** A path at the same place, or an address of its own. */
    private static Optional<URI> webSocket(YamlMap map, URI health) {
        Optional<String> text = map.text("websocket");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<URI> address = Addresses.isPath(text.get())
                ? Optional.of(health.resolve(text.get()))
                : Addresses.parse(text.get(), WEB_SOCKET);
        if (address.isEmpty()) {
            map.problem(
                    "websocket", "must be a path such as /ws, or a ws or wss address with a host, not " + text.get());
        } else if (address.get().getUserInfo() != null) {
            map.problem("websocket", NO_LOGIN);
        }
        return address;
    }
}
