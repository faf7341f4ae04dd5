package io.deploytodev.readiness;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out from the Compose model how a service is best asked; pure. What it cannot know it does not guess: with a
 * password that is nowhere to be read, a login would fail and say nothing about the service.
 */
public final class ProbeInference {

    /** Programs that carry a database's name and speak another protocol. */
    private static final Pattern COMPANION =
            Pattern.compile("exporter|backup|admin|commander|insight|sentinel|bouncer|postgrest|operator|proxy");

    private static final Pattern POSTGRES = Pattern.compile("postgres|postgis|pgvector|timescale");
    private static final Pattern REDIS = Pattern.compile("redis|valkey");
    private static final int POSTGRES_PORT = 5432;
    private static final int BOLT_PORT = 7687;
    private static final int REDIS_PORT = 6379;

    private ProbeInference() {}

    public static ProbeSpec infer(ServiceFacts facts) {
        if (facts.oneShot()) {
            return new ProbeSpec.OneShot();
        }
        String image = lastSegment(facts.image());
        if (COMPANION.matcher(image).find()) {
            return new ProbeSpec.ContainerHealth();
        }
        if (POSTGRES.matcher(image).find() && facts.serves("postgres", "postmaster", "pg_ctl")) {
            return postgres(facts);
        }
        if (image.contains("neo4j") && facts.serves("neo4j", "console")) {
            return neo4j(facts);
        }
        if (REDIS.matcher(image).find() && facts.serves("redis-server", "valkey-server", "keydb-server")) {
            return redis(facts);
        }
        return new ProbeSpec.ContainerHealth();
    }

    /** Whether an image is a Postgres by its name, and no program that goes with one. */
    public static boolean isPostgres(String image) {
        String name = lastSegment(image);
        return POSTGRES.matcher(name).find() && !COMPANION.matcher(name).find();
    }

    /** The image's own name: {@code registry:5000/team/postgres:16@sha256:…} → {@code postgres}. */
    private static String lastSegment(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        return name.split("[:@]", 2)[0].toLowerCase(Locale.ROOT);
    }

    /** As a Postgres, whatever its image is called. */
    public static ProbeSpec postgres(ServiceFacts facts) {
        Map<String, String> env = facts.environment();
        int port = port(facts, POSTGRES_PORT, env.get("PGPORT"), CommandWords.valueAfter(facts.words(), "-p", env));
        String user = set(env, "POSTGRES_USER").orElse("postgres");
        String database = set(env, "POSTGRES_DB").orElse(user);
        boolean userIsHidden = env.containsKey("POSTGRES_USER_FILE") || env.containsKey("POSTGRES_DB_FILE");
        Optional<String> password = set(env, "POSTGRES_PASSWORD");
        boolean trusts = "trust".equals(env.get("POSTGRES_HOST_AUTH_METHOD"));
        if (userIsHidden || (password.isEmpty() && !trusts)) {
            return withoutLogin(facts, port);
        }
        Secret secret = password.map(Secret::new).orElse(null);
        return new ProbeSpec.Postgres(port, new PostgresLogin(user, secret, database));
    }

    /** As a Neo4j, whatever its image is called. */
    public static ProbeSpec neo4j(ServiceFacts facts) {
        Map<String, String> env = facts.environment();
        int port = port(facts, BOLT_PORT, afterColon(env.get("NEO4J_server_bolt_listen__address")));
        if ("false".equalsIgnoreCase(env.get("NEO4J_dbms_security_auth__enabled"))
                || "none".equals(env.get("NEO4J_AUTH"))) {
            return new ProbeSpec.Bolt(port, BoltLogin.NONE);
        }
        String[] auth = env.getOrDefault("NEO4J_AUTH", "").split("/", -1);
        // A third part asks for a change of password at the first login, so this one will not do.
        if (auth.length != 2 || auth[1].isEmpty()) {
            return withoutLogin(facts, port);
        }
        return new ProbeSpec.Bolt(port, new BoltLogin(auth[0], new Secret(auth[1])));
    }

    /** As a Redis or Valkey, whatever its image is called. */
    public static ProbeSpec redis(ServiceFacts facts) {
        Map<String, String> env = facts.environment();
        List<String> command = Stream.concat(facts.words().stream(), Stream.ofNullable(env.get("REDIS_ARGS")))
                .toList();
        int port = port(facts, REDIS_PORT, CommandWords.valueAfter(command, "--port", env));
        // REDISCLI_AUTH is the official client's own: who sets it for the container's healthcheck names the password.
        Optional<String> password = Stream.of(
                        Optional.ofNullable(CommandWords.valueAfter(command, "--requirepass", env)),
                        Optional.ofNullable(CommandWords.valueAfter(command, "requirepass", env)),
                        set(env, "REDIS_PASSWORD"),
                        set(env, "VALKEY_PASSWORD"),
                        set(env, "REDISCLI_AUTH"))
                .flatMap(Optional::stream)
                .filter(p -> !p.isEmpty())
                .findFirst();
        if (password.isPresent()) {
            return new ProbeSpec.Redis(port, RedisLogin.password(new Secret(password.get())));
        }
        boolean hasSettingsElsewhere =
                command.stream().anyMatch(word -> word.contains(".conf") || word.contains("requirepass"))
                        || env.keySet().stream().anyMatch(name -> name.endsWith("PASSWORD_FILE"));
        return hasSettingsElsewhere ? withoutLogin(facts, port) : new ProbeSpec.Redis(port, RedisLogin.NONE);
    }

    private static ProbeSpec withoutLogin(ServiceFacts facts, int port) {
        return facts.hasHealthcheck() ? new ProbeSpec.ContainerHealth() : new ProbeSpec.Tcp(port);
    }

    /** The port that a setting names; else the one port that the service names, if it is only one; else the usual. */
    private static int port(ServiceFacts facts, int usual, @Nullable String... settings) {
        for (String setting : settings) {
            if (setting != null && setting.matches("\\d{1,5}")) {
                return Integer.parseInt(setting);
            }
        }
        return facts.ports().size() == 1 ? facts.ports().get(0) : usual;
    }

    private static @Nullable String afterColon(@Nullable String address) {
        return address == null ? null : address.substring(address.lastIndexOf(':') + 1);
    }

    /** A variable that is set to something; the official images take an empty one for none. */
    private static Optional<String> set(Map<String, String> env, String name) {
        return Optional.ofNullable(env.get(name)).filter(value -> !value.isEmpty());
    }
}
