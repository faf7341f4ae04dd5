package io.deploytodev.config;

import io.deploytodev.config.DeployConfig.Compose;
import io.deploytodev.config.DeployConfig.Disk;
import io.deploytodev.config.DeployConfig.Environment;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.config.DeployConfig.Source;
import io.deploytodev.config.DeployConfig.Timeouts;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows the keys of {@code deploy.yml}, their defaults and what they may hold. */
final class ConfigReader {

    /** Compose's own rule for project names. */
    private static final Pattern PROJECT_NAME = Pattern.compile("[a-z0-9][a-z0-9_-]*");

    private static final int SSH_PORT = 22;
    private static final Duration INFRASTRUCTURE_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration SERVICES_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration HEALTH_TIMEOUT = Duration.ofMinutes(1);

    /** Enough for a router or a server to start anew. */
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(90);

    private final Path file;
    private final Path home;
    private final Map<String, String> variables;

    /** @param variables of the environment, and of the file {@code .env} beside this one */
    ConfigReader(Path file, Path home, Map<String, String> variables) {
        this.file = file;
        this.home = home;
        this.variables = Map.copyOf(variables);
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
                "timeouts",
                "disk",
                "backup",
                "hooks",
                "schedules",
                "ref",
                "notify"));
        Map<String, HostEntry> hosts = hosts(root);
        Source source = source(root);
        Compose compose = compose(root, source);
        String defaultHost = defaultHost(root);
        return new DeployConfig(
                file,
                project(root, source, compose),
                source,
                hosts,
                defaultHost,
                compose,
                root.has("infrastructure") ? Optional.of(root.list("infrastructure")) : Optional.empty(),
                types(root),
                ReadinessReader.read(root),
                HealthReader.read(root),
                timeouts(root),
                disk(root),
                BackupReader.read(root, this::backupDirectory),
                HookReader.read(root),
                ScheduleReader.read(root, defaultHost),
                RefReader.read(
                        root, (map, key) -> beside(map, key, map.text(key).orElse(""))),
                NotifyReader.read(root, variables));
    }

    private Path backupDirectory(YamlMap map, String key) {
        return beside(map, key, map.text(key).orElse("~/deploy-to-dev-backups"));
    }

    private static String project(YamlMap root, Source source, Compose compose) {
        Optional<String> named = root.text("project");
        if (named.isPresent() && !PROJECT_NAME.matcher(named.get()).matches()) {
            root.problem("project", "may hold small letters, digits, - and _ only, not " + named.get());
        }
        String name = named.orElseGet(() -> ComposeFiles.projectName(source.root(), compose.files()));
        if (name.isEmpty()) {
            root.problem("project", "is missing, and the name of " + source.root() + " does not make one");
        }
        return name;
    }

    private Source source(YamlMap root) {
        Optional<YamlMap> source = root.map("source");
        source.ifPresent(map -> map.allowOnly(List.of("root", "ignore")));
        return new Source(
                source.flatMap(map -> map.text("root").map(text -> beside(map, "root", text)))
                        .orElseGet(this::usualRoot),
                source.map(map -> map.list("ignore")).orElse(List.of()));
    }

    /** The project that a folder named config belongs to; elsewhere the file lies in the project itself. */
    private Path usualRoot() {
        Path directory = file.resolveSibling("").normalize();
        return directory.endsWith("config") ? directory.resolve("..").normalize() : directory;
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
        entry.allowOnly(
                List.of("address", "port", "user", "identity", "known_hosts", "env_file", "host_env_file", "state"));
        List<String> identities = entry.list("identity");
        String address = entry.required("address");
        if (!HostAddress.isAddress(address)) {
            entry.problem(
                    "address",
                    "must be a host name or an IP address alone, not " + address
                            + "; user and port have keys of their own");
        }
        return new HostEntry(
                name,
                address,
                entry.text("port").map(text -> entry.integer("port", SSH_PORT, 1, Addresses.LAST_PORT)),
                user(entry),
                identities.stream().map(text -> beside(entry, "identity", text)).toList(),
                entry.text("known_hosts").map(text -> beside(entry, "known_hosts", text)),
                environment(entry),
                entry.text("state"));
    }

    private static Optional<String> user(YamlMap entry) {
        Optional<String> user = entry.text("user");
        if (user.filter(name -> name.startsWith("-")).isPresent()) {
            entry.problem("user", "must not begin with a dash, as " + user.get() + " does");
        } else if (user.filter(name -> !HostAddress.isUser(name)).isPresent()) {
            entry.problem("user", "must be the name of an account, not " + user.get());
        }
        return user;
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

    private Compose compose(YamlMap root, Source source) {
        Optional<YamlMap> compose = root.map("compose");
        compose.ifPresent(map -> map.allowOnly(List.of("files", "env_file", "host_env_file", "profiles")));
        List<String> files = compose.map(ConfigReader::composeFiles).orElse(List.of());
        return new Compose(
                files.isEmpty() ? ComposeFiles.in(source.root()) : files,
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

    private static Timeouts timeouts(YamlMap root) {
        Optional<YamlMap> timeouts = root.map("timeouts");
        timeouts.ifPresent(map -> map.allowOnly(List.of("infrastructure", "services", "health", "connection")));
        return new Timeouts(
                timeouts.flatMap(map -> DurationText.positive(map, "infrastructure"))
                        .orElse(INFRASTRUCTURE_TIMEOUT),
                timeouts.flatMap(map -> DurationText.positive(map, "services")).orElse(SERVICES_TIMEOUT),
                timeouts.flatMap(map -> DurationText.positive(map, "health")).orElse(HEALTH_TIMEOUT),
                timeouts.flatMap(map -> DurationText.positive(map, "connection"))
                        .orElse(CONNECTION_TIMEOUT));
    }

    private static Disk disk(YamlMap root) {
        Optional<YamlMap> disk = root.map("disk");
        disk.ifPresent(map -> map.allowOnly(List.of("free", "build_cache")));
        return new Disk(
                disk.map(map -> ByteText.read(map, "free")).orElse(OptionalLong.empty()),
                disk.map(map -> ByteText.read(map, "build_cache")).orElse(OptionalLong.empty()));
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
