package io.deploytodev.config;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** What may stand for an address or a part of one. */
final class Addresses {

    static final int LAST_PORT = 65_535;

    private Addresses() {}

    /** An address with a host and one of these schemes. */
    static Optional<URI> parse(String url, Set<String> schemes) {
        return parse(url)
                .filter(uri -> uri.getScheme() != null && schemes.contains(uri.getScheme()))
                .filter(uri -> uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= LAST_PORT);
    }

    /** The path and query of an address; a wrong one is noted. */
    static String path(YamlMap map, String key, String byDefault) {
        String path = map.text(key).orElse(byDefault);
        if (!isPath(path)) {
            map.problem(key, "must begin with / and be fit for a URL, not " + path);
            return "/";
        }
        return path;
    }

    static boolean isPath(String path) {
        return path.startsWith("/") && parse("http://service" + path).isPresent();
    }

    private static Optional<URI> parse(String url) {
        try {
            return Optional.of(URI.create(url));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
