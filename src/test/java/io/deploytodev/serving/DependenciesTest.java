package io.deploytodev.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.readiness.BoltLogin;
import io.deploytodev.readiness.PostgresLogin;
import io.deploytodev.readiness.ProbeSpec;
import io.deploytodev.readiness.RedisLogin;
import io.deploytodev.readiness.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DependenciesTest {

    private static final Map<String, ProbeSpec> SPECS = Map.of(
            "postgres", new ProbeSpec.Postgres(5432, new PostgresLogin("root", new Secret("owner"), "root")),
            "neo4j", new ProbeSpec.Bolt(7687, new BoltLogin("neo4j", new Secret("owner"))),
            "redis", new ProbeSpec.Redis(6379, RedisLogin.NONE),
            "queue", new ProbeSpec.ContainerHealth());

    @Test
    void hostPortAndLoginStandSideBySide() {
        assertThat(of(Map.of(
                        "POSTGRES_HOST", "postgres",
                        "POSTGRES_PORT", "5433",
                        "POSTGRES_USER", "app",
                        "POSTGRES_PASSWORD", "pw",
                        "POSTGRES_DB", "shop")))
                .containsExactly(new Dependency(
                        "postgres",
                        "postgres",
                        5433,
                        Optional.of(new ProbeSpec.Postgres(5433, new PostgresLogin("app", new Secret("pw"), "shop")))));
    }

    @Test
    void anAddressHoldsAllOfIt() {
        assertThat(of(Map.of("DATABASE_URL", "postgresql+asyncpg://app:p%40w+@postgres/shop?ssl=off")))
                .containsExactly(new Dependency(
                        "postgres",
                        "postgres",
                        5432,
                        Optional.of(
                                new ProbeSpec.Postgres(5432, new PostgresLogin("app", new Secret("p@w+"), "shop")))));
        assertThat(of(Map.of("REDIS_URL", "redis://:pw@redis:6380/0")))
                .containsExactly(new Dependency(
                        "redis",
                        "redis",
                        6380,
                        Optional.of(new ProbeSpec.Redis(6380, RedisLogin.password(new Secret("pw"))))));
    }

    @Test
    void anAddressMayHaveItsLoginBesideIt() {
        assertThat(of(Map.of("NEO4J_URI", "bolt://neo4j:7687", "NEO4J_USERNAME", "app", "NEO4J_PASSWORD", "pw")))
                .containsExactly(new Dependency(
                        "neo4j",
                        "neo4j",
                        7687,
                        Optional.of(new ProbeSpec.Bolt(7687, new BoltLogin("app", new Secret("pw"))))));
    }

    @Test
    void whereNoPasswordIsToBeReadOnlyTheWayIsKnown() {
        assertThat(of(Map.of("REDIS_HOST", "redis")))
                .containsExactly(new Dependency("redis", "redis", 6379, Optional.empty()));
    }

    @Test
    void aServerIsCalledByItsContainersNameToo() {
        assertThat(of(Map.of("CACHE_ADDR", "shop-redis:6379")))
                .containsExactly(new Dependency("redis", "shop-redis", 6379, Optional.empty()));
    }

    @Test
    void aNameThatIsNoAddressNamesNoServer() {
        assertThat(of(Map.of("POSTGRES_USER", "postgres", "CACHE", "redis", "NOTE", "see redis://elsewhere")))
                .isEmpty();
    }

    @Test
    void whoWaitsForAServerUsesIt() {
        ComposeModel model = ComposeModel.parse("{\"services\":{\"web\":{\"depends_on\":{"
                + "\"redis\":{\"condition\":\"service_started\"},\"queue\":{\"condition\":\"service_started\"}}},"
                + "\"redis\":{},\"queue\":{\"expose\":[\"5672\"]}}}");
        assertThat(Dependencies.of(model, "web", names("redis", "queue"), SPECS::get))
                .containsExactly(
                        new Dependency("queue", "queue", 5672, Optional.empty()),
                        new Dependency("redis", "redis", 6379, Optional.empty()));
    }

    private static List<Dependency> of(Map<String, String> environment) {
        try {
            ComposeModel model = ComposeModel.parse("{\"services\":{\"web\":{\"environment\":"
                    + new ObjectMapper().writeValueAsString(environment)
                    + "},\"postgres\":{},\"neo4j\":{},\"redis\":{},\"queue\":{}}}");
            return Dependencies.of(model, "web", names("postgres", "neo4j", "redis", "queue"), SPECS::get);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Set<String>> names(String... servers) {
        return List.of(servers).stream().collect(Collectors.toMap(name -> name, name -> Set.of(name, "shop-" + name)));
    }
}
