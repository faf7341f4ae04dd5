package io.deploytodev.config;

import io.deploytodev.config.DeployConfig.Compose;
import io.deploytodev.config.DeployConfig.Environment;
import io.deploytodev.config.DeployConfig.Health;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.config.DeployConfig.HttpCheck;
import io.deploytodev.config.DeployConfig.Source;
import io.deploytodev.config.DeployConfig.Timeouts;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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

    private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,5})(s|m|h)");

    /** A name or an address alone. A single colon is the beginning of a port; an IPv6 address has more. */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9_.-]+|[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%\\w+)?");

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
                "types",
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
                defaultHost(root),
                compose(root),
                root.list("infrastructure"),
                types(root),
                readiness(root),
                health(root),
                timeouts(root));
    }

    private Source source(YamlMap root) {
        Optional<YamlMap> source = root.map("source");
        source.ifPresent(map -> map.allowOnly(List.of("root")));
        return new Source(source.flatMap(map -> map.text("root").map(text -> beside(map, "root", text)))
                .orElseGet(() -> file.resolveSibling("..").normalize()));
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
        entry.allowOnly(List.of("address", "port", "user", "identity", "known_hosts", "env_file", "host_env_file"));
        List<String> identities = entry.list("identity");
        String address = entry.required("address");
        if (address.startsWith("-") || !ADDRESS.matcher(address).matches()) {
            entry.problem(
                    "address",
                    "must be a host name or an IP address alone, not " + address
                            + "; user and port have keys of their own");
        }
        return new HostEntry(
                name,
                address,
                entry.integer("port", SSH_PORT, 1, LAST_PORT),
                entry.text("user").orElse(user),
                identities.isEmpty()
                        ? defaultIdentities()
                        : identities.stream()
                                .map(text -> beside(entry, "identity", text))
                                .toList(),
                entry.text("known_hosts")
                        .map(text -> beside(entry, "known_hosts", text))
                        .orElse(home.resolve(".ssh/known_hosts")),
                environment(entry));
    }

    private List<Path> defaultIdentities() {
        Stream<Path> candidates =
                DEFAULT_IDENTITIES.stream().map(name -> home.resolve(".ssh").resolve(name));
        return candidates.filter(Files::isReadable).toList();
    }

    private static String defaultHost(YamlMap root) {
        Set<String> hosts = root.map("hosts").map(YamlMap::keys).orElse(Set.of());
        Optional<String> named = root.text("default_host");
        if (named.isPresent() && !hosts.isEmpty() && !hosts.contains(named.get())) {
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
        compose.ifPresent(map -> map.allowOnly(List.of("files", "env_file", "host_env_file", "profiles")));
        List<String> files = compose.map(ConfigReader::composeFiles).orElse(List.of());
        return new Compose(
                files.isEmpty() ? List.of("docker-compose.yml") : files,
                compose.flatMap(this::environment),
                compose.map(map -> map.list("profiles")).orElse(List.of()));
    }

    private Optional<Environment> environment(YamlMap map) {
        Optional<Environment> here =
                map.text("env_file").map(text -> beside(map, "env_file", text)).map(Environment.OnWorkstation::new);
        Optional<Environment> there = map.text("host_env_file").map(Environment.OnHost::new);
        if (here.isPresent() && there.isPresent()) {
            map.problem("host_env_file", "and env_file exclude each other: the variables come from one file");
        }
        return here.or(() -> there);
    }

    private static Map<String, List<String>> types(YamlMap root) {
        Map<String, List<String>> types = new LinkedHashMap<>();
        root.map("types").ifPresent(map -> map.keys().forEach(type -> types.put(type, map.list(type))));
        return types;
    }

    /** They are read on the host, from the tree that is synced there. */
    private static List<String> composeFiles(YamlMap compose) {
        List<String> files = compose.list("files");
        for (String name : files) {
            if (name.startsWith("/")
                    || name.startsWith("~")
                    || List.of(name.split("/", -1)).contains("..")) {
                compose.problem("files", "must lie inside source.root and be relative to it, not " + name);
            }
        }
        return files;
    }

    private static Map<String, HttpCheck> readiness(YamlMap root) {
        Map<String, HttpCheck> checks = new LinkedHashMap<>();
        root.map("readiness").ifPresent(map -> {
            for (String service : map.keys()) {
                map.map(service).ifPresent(entry -> {
                    entry.allowOnly(List.of("port", "path"));
                    entry.required("port");
                    String path = entry.text("path").orElse("/health");
                    if (!path.startsWith("/") || parse("http://service" + path).isEmpty()) {
                        entry.problem("path", "must begin with / and be fit for a URL, not " + path);
                    }
                    checks.put(service, new HttpCheck(entry.integer("port", 1, 1, LAST_PORT), path));
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
        Optional<URI> uri = parse(url).filter(ConfigReader::canBeAsked);
        if (uri.isEmpty()) {
            health.get().problem("url", "must be an http or https address with a host, not " + url);
        } else if (uri.get().getUserInfo() != null) {
            health.get().problem("url", "must hold no user and no password: it is printed, and asked without them");
        }
        return uri.map(Health::new);
    }

    private static boolean canBeAsked(URI uri) {
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getPort() != 0
                && uri.getPort() <= LAST_PORT;
    }

    private static Optional<URI> parse(String url) {
        try {
            return Optional.of(URI.create(url));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
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
    private Path beside(YamlMap map, String key, String path) {
        try {
            if (path.equals("~") || path.startsWith("~/")) {
                return home.resolve(path.substring(Math.min(2, path.length()))).normalize();
            }
            return file.resolveSibling(path).normalize();
        } catch (InvalidPathException e) {
            map.problem(key, "is no path on this machine: " + e.getMessage());
            return file;
        }
    }
}
