package io.deploytodev.serving;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ComposeService;
import io.deploytodev.docker.ImageName;
import io.deploytodev.readiness.ServerCommand;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which services are infrastructure where the configuration does not say: those that run a well-known server; pure. */
public final class InfrastructureGuess {

    /** Databases, caches, brokers and stores by the names of their usual images. */
    private static final Pattern WELL_KNOWN = Pattern.compile("(postgres(ql)?|postgis|pgvector|timescaledb(-ha)?|mysql"
            + "|mariadb|percona|mongo(db)?|mssql|redis(-stack(-server)?)?|valkey|keydb|memcached|neo4j|cassandra|scylla"
            + "|cockroach|clickhouse(-server)?|influxdb|elasticsearch|opensearch|kafka|cp-kafka|zookeeper|cp-zookeeper"
            + "|redpanda|rabbitmq|nats|minio|etcd|milvus|qdrant|weaviate|chroma)");

    private InfrastructureGuess() {}

    /** As the configuration says, as far as the model has such services; where it says nothing, the guess. */
    public static Set<String> unlessNamed(DeployConfig config, ComposeModel model) {
        Set<String> first = new LinkedHashSet<>(
                config.infrastructure().orElseGet(() -> List.copyOf(InfrastructureGuess.of(model))));
        first.retainAll(model.services().keySet());
        return first;
    }

    /** Those of a model. */
    public static Set<String> of(ComposeModel model) {
        Set<String> found = new TreeSet<>();
        model.services().values().stream()
                .filter(service -> service.build().isEmpty())
                .filter(service -> !model.isOneShot(service.name()))
                .filter(InfrastructureGuess::runsWellKnownServer)
                .forEach(service -> found.add(service.name()));
        // What waits for the backend cannot come before it.
        return found.stream()
                .filter(service -> found.containsAll(model.dependenciesOf(Set.of(service))))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean runsWellKnownServer(ComposeService service) {
        return isWellKnown(service.image().orElse(""), service.entrypoint(), service.command());
    }

    /** Whether an image is a well-known server's, and its command does not plainly run another of its programs. */
    public static boolean isWellKnown(String image, List<String> entrypoint, List<String> command) {
        return WELL_KNOWN.matcher(ImageName.parse(image).lastPart()).matches()
                && ServerCommand.mayServe(entrypoint, command);
    }
}
