package io.deploytodev.config;

import io.deploytodev.config.DeployConfig.Compose;
import io.deploytodev.config.DeployConfig.Health;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.config.DeployConfig.HttpCheck;
import io.deploytodev.config.DeployConfig.Source;
import io.deploytodev.config.DeployConfig.Timeouts;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Knows the keys of {@code deploy.yml}, their defaults and what they may hold. */
final class ConfigReader {

    /** Compose's own rule for project names. */
    private static final Pattern PROJECT_NAME = Pattern.compile("[a-z0-9][a-z0-9_-]*");

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h)");

    private static final List<String> DEFAULT_IDENTITIES = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private static final int SSH_PORT = 22;
    private static final int LAST_PORT = 65_535;
    private static final Duration INFRASTRUCTURE_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration SERVICES_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration HEALTH_TIMEOUT = Duration.ofMinutes(1);

    private final Path file;
    private final Path home;
    private final String user;

    ConfigReader(Path file, Path home, String user) {
        this.file = file;
        this.home = home;
        this.user = user;
    }

    DeployConfig read(YamlMap root) {
        root.allowOnly(List.of(
                "project",
                "source",
                "hosts",
                "default_host",
                "compose",
                "infrastructure",
                "readiness",
                "health",
                "timeouts"));
        String project = root.required("project");
        if (!project.isEmpty() && !PROJECT_NAME.matcher(project).matches()) {
            root.problem("project", "may hold small letters, digits, - and _ only, not " + project);
        }
        Map<String, HostEntry> hosts = hosts(root);
        return new DeployConfig(
                file,
                project,
                source(root),
                hosts,
                defaultHost(root, hosts.keySet()),
                compose(root),
                root.list("infrastructure"),
                readiness(root),
                health(root),
                timeouts(root));
    }

    private Source source(YamlMap root) {
        Optional<YamlMap> source = root.map("source");
        source.ifPresent(map -> map.allowOnly(List.of("root")));
        return new Source(beside(source.flatMap(map -> map.text("root")).orElse("..")));
    }

    private Map<String, HostEntry> hosts(YamlMap root) {
        Map<String, HostEntry> hosts = new LinkedHashMap<>();
        Optional<YamlMap> map = root.map("hosts");
        if (map.isEmpty() || map.get().keys().isEmpty()) {
            root.problem("hosts", "must name at least one dev host");
            return hosts;
        }
        for (String name : map.get().keys()) {
            map.get().map(name).ifPresent(entry -> hosts.put(name, host(name, entry)));
        }
        return hosts;
    }

    private HostEntry host(String name, YamlMap entry) {
        entry.allowOnly(List.of("address", "port", "user", "identity", "known_hosts"));
        List<String> identities = entry.list("identity");
        return new HostEntry(
                name,
                entry.required("address"),
                entry.integer("port", SSH_PORT, 1, LAST_PORT),
                entry.text("user").orElse(user),
                identities.isEmpty()
                        ? defaultIdentities()
                        : identities.stream().map(this::beside).toList(),
                entry.text("known_hosts").map(this::beside).orElse(home.resolve(".ssh/known_hosts")));
    }

    private List<Path> defaultIdentities() {
        Stream<Path> candidates =
                DEFAULT_IDENTITIES.stream().map(name -> home.resolve(".ssh").resolve(name));
        return candidates.filter(Files::isReadable).toList();
    }

    private static String defaultHost(YamlMap root, Set<String> hosts) {
        Optional<String> named = root.text("default_host");
        if (named.isPresent() && !hosts.contains(named.get())) {
            root.problem(
                    "default_host",
                    "is " + named.get() + ", but the hosts are " + String.join(", ", hosts)
                            + NearestName.of(named.get(), hosts)
                                    .map(near -> "; did you mean " + near + "?")
                                    .orElse(""));
        }
        return named.or(() -> hosts.stream().findFirst()).orElse("");
    }

    private Compose compose(YamlMap root) {
        Optional<YamlMap> compose = root.map("compose");
        compose.ifPresent(map -> map.allowOnly(List.of("files", "env_file", "profiles")));
        List<String> files = compose.map(map -> map.list("files")).orElse(List.of());
        return new Compose(
                files.isEmpty() ? List.of("docker-compose.yml") : files,
                compose.flatMap(map -> map.text("env_file")).map(this::beside),
                compose.map(map -> map.list("profiles")).orElse(List.of()));
    }

    private static Map<String, HttpCheck> readiness(YamlMap root) {
        Map<String, HttpCheck> checks = new LinkedHashMap<>();
        root.map("readiness").ifPresent(map -> {
            for (String service : map.keys()) {
                map.map(service).ifPresent(entry -> {
                    entry.allowOnly(List.of("port", "path"));
                    if (entry.text("port").isEmpty()) {
                        entry.required("port");
                    }
                    checks.put(
                            service,
                            new HttpCheck(
                                    entry.integer("port", 1, 1, LAST_PORT),
                                    entry.text("path").orElse("/health")));
                });
            }
        });
        return checks;
    }

    private static Optional<Health> health(YamlMap root) {
        Optional<YamlMap> health = root.map("health");
        if (health.isEmpty()) {
            return Optional.empty();
        }
        health.get().allowOnly(List.of("url"));
        String url = health.get().required("url");
        try {
            URI uri = URI.create(url);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null) {
                return Optional.of(new Health(uri));
            }
        } catch (IllegalArgumentException e) {
            // told below, together with addresses of another kind
        }
        if (!url.isEmpty()) {
            health.get().problem("url", "must be an http or https address with a host, not " + url);
        }
        return Optional.empty();
    }

    private static Timeouts timeouts(YamlMap root) {
        Optional<YamlMap> timeouts = root.map("timeouts");
        timeouts.ifPresent(map -> map.allowOnly(List.of("infrastructure", "services", "health")));
        return new Timeouts(
                duration(timeouts, "infrastructure", INFRASTRUCTURE_TIMEOUT),
                duration(timeouts, "services", SERVICES_TIMEOUT),
                duration(timeouts, "health", HEALTH_TIMEOUT));
    }

    private static Duration duration(Optional<YamlMap> timeouts, String key, Duration byDefault) {
        Optional<String> text = timeouts.flatMap(map -> map.text(key));
        if (text.isEmpty()) {
            return byDefault;
        }
        var matcher = DURATION.matcher(text.get().trim());
        if (!matcher.matches()) {
            timeouts.get().problem(key, "must be a number with s, m or h, such as 90s, not " + text.get());
            return byDefault;
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /** Paths of the workstation are relative to the file that names them; {@code ~} is the home directory. */
    private Path beside(String path) {
        if (path.startsWith("~/")) {
            return home.resolve(path.substring(2)).normalize();
        }
        return file.resolveSibling(path).normalize();
    }
}
