package io.deploytodev.serving;

import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ComposeService;
import io.deploytodev.readiness.BoltLogin;
import io.deploytodev.readiness.PostgresLogin;
import io.deploytodev.readiness.ProbeSpec;
import io.deploytodev.readiness.RedisLogin;
import io.deploytodev.readiness.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a service's environment which servers it uses, and with which credentials: {@code POSTGRES_HOST} beside
 * {@code POSTGRES_PASSWORD}, {@code NEO4J_URI=bolt://neo4j:7687}, {@code DATABASE_URL=postgresql://u:p@db/x}; pure. Where
 * the environment names none of them, {@code depends_on} does.
 */
public final class Dependencies {

    private static final Pattern ADDRESS = Pattern.compile(
            "(?:[a-zA-Z][a-zA-Z0-9+.-]*://)?(?:[^@/\\s]*@)?([A-Za-z0-9_.-]+)(?::(\\d{1,5}))?(?:[/?].*)?");

    private static final List<String> USER = List.of("USER", "USERNAME");
    private static final List<String> PASSWORD = List.of("PASSWORD", "PASS", "PASSWD");
    private static final List<String> DATABASE = List.of("DB", "DATABASE", "NAME", "DB_NAME");

    private final ComposeService user;
    private final Function<String, ProbeSpec> specs;
    private final ComposeModel model;

    private Dependencies(ComposeService user, Function<String, ProbeSpec> specs, ComposeModel model) {
        this.user = user;
        this.specs = specs;
        this.model = model;
    }

    /**
     * Those of one service, by name.
     *
     * @param servers the services that may be used so, each with the names that it may be called by
     * @param specs what each of those is asked by
     */
    public static List<Dependency> of(
            ComposeModel model, String service, Map<String, Set<String>> servers, Function<String, ProbeSpec> specs) {
        Dependencies found = new Dependencies(model.service(service), specs, model);
        return new TreeMap<>(servers)
                .entrySet().stream()
                        .flatMap(server -> found.on(server.getKey(), server.getValue()).stream())
                        .toList();
    }

    private Optional<Dependency> on(String server, Set<String> names) {
        for (Map.Entry<String, String> variable : new TreeMap<>(user.environment()).entrySet()) {
            Matcher address = ADDRESS.matcher(variable.getValue());
            if (address.matches()
                    && names.contains(address.group(1))
                    && isAddress(variable.getKey(), variable.getValue())) {
                return at(server, address.group(1), variable, address.group(2));
            }
        }
        return user.dependsOn().containsKey(server)
                ? port(server).map(port -> new Dependency(server, server, port, Optional.empty()))
                : Optional.empty();
    }

    /** {@code POSTGRES_USER=postgres} names no server. */
    private static boolean isAddress(String variable, String value) {
        return value.contains("://")
                || value.contains(":")
                || variable.matches("(?i).*(HOST|HOSTNAME|ADDR|ADDRESS|SERVER|URI|URL|ENDPOINT)");
    }

    private Optional<Dependency> at(
            String server, String host, Map.Entry<String, String> from, @Nullable String named) {
        String variable = from.getKey();
        String prefix = variable.contains("_") ? variable.substring(0, variable.lastIndexOf('_') + 1) : "";
        Optional<Integer> port = Optional.ofNullable(named)
                .or(() -> beside(prefix, List.of("PORT")).filter(text -> text.matches("\\d{1,5}")))
                .map(Integer::valueOf)
                .or(() -> port(server));
        return port.map(number -> new Dependency(server, host, number, login(server, prefix, from.getValue(), number)));
    }

    private Optional<Integer> port(String server) {
        ProbeSpec spec = specs.apply(server);
        if (spec instanceof ProbeSpec.Postgres postgres) {
            return Optional.of(postgres.port());
        }
        if (spec instanceof ProbeSpec.Bolt bolt) {
            return Optional.of(bolt.port());
        }
        if (spec instanceof ProbeSpec.Redis redis) {
            return Optional.of(redis.port());
        }
        if (spec instanceof ProbeSpec.Tcp tcp) {
            return Optional.of(tcp.port());
        }
        return model.service(server).exposedPorts().stream().findFirst();
    }

    /** Only where the service's own environment says with what: what it does not say there it may have from a file. */
    private Optional<ProbeSpec> login(String server, String prefix, String value, int port) {
        ProbeSpec spec = specs.apply(server);
        List<String> inUrl = userInfo(value);
        Optional<Secret> password = inUrl.size() > 1 && !inUrl.get(1).isEmpty()
                ? Optional.of(new Secret(inUrl.get(1)))
                : beside(prefix, PASSWORD).map(Secret::new);
        Optional<String> name =
                (inUrl.isEmpty() || inUrl.get(0).isEmpty()) ? beside(prefix, USER) : Optional.of(inUrl.get(0));
        if (password.isEmpty()) {
            return Optional.empty();
        }
        Secret secret = password.get();
        if (spec instanceof ProbeSpec.Postgres postgres) {
            String database = path(value)
                    .or(() -> beside(prefix, DATABASE))
                    .orElse(postgres.login().database());
            return Optional.of(new ProbeSpec.Postgres(
                    port, new PostgresLogin(name.orElse(postgres.login().user()), secret, database)));
        }
        if (spec instanceof ProbeSpec.Bolt bolt) {
            return Optional.of(new ProbeSpec.Bolt(
                    port, new BoltLogin(name.orElse(bolt.login().user()), secret)));
        }
        return spec instanceof ProbeSpec.Redis
                ? Optional.of(new ProbeSpec.Redis(port, new RedisLogin(name.orElse(null), secret)))
                : Optional.empty();
    }

    private Optional<String> beside(String prefix, List<String> endings) {
        return endings.stream()
                .map(ending -> user.environment().getOrDefault(prefix + ending, ""))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static List<String> userInfo(String value) {
        return uri(value)
                .map(URI::getRawUserInfo)
                .map(info -> {
                    List<String> parts = new ArrayList<>();
                    for (String part : info.split(":", 2)) {
                        parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
                    }
                    return parts;
                })
                .orElse(new ArrayList<>());
    }

    private static Optional<String> path(String value) {
        return uri(value)
                .map(URI::getPath)
                .filter(path -> path.length() > 1)
                .map(path -> path.substring(1))
                .filter(path -> !path.contains("/"));
    }

    private static Optional<URI> uri(String value) {
        try {
            return value.contains("://") ? Optional.of(URI.create(value)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
