package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.readiness.ProbeSpec.Bolt;
import io.deploytodev.readiness.ProbeSpec.ContainerHealth;
import io.deploytodev.readiness.ProbeSpec.OneShot;
import io.deploytodev.readiness.ProbeSpec.Postgres;
import io.deploytodev.readiness.ProbeSpec.Redis;
import io.deploytodev.readiness.ProbeSpec.Tcp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeInferenceTest {

    private static final Secret SECRET = new Secret("s3cret");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres:16",
                "registry.internal:5000/team/postgres:15@sha256:abc",
                "postgis/postgis:16-3.4",
                "pgvector/pgvector:pg16",
                "timescale/timescaledb:latest-pg16",
                "deploy-to-dev-standin/postgres:15"
            })
    void postgresIsKnownByItsImage(String image) {
        assertThat(infer(image, Map.of("POSTGRES_PASSWORD", "s3cret", "POSTGRES_USER", "scribe")))
                .isEqualTo(new Postgres(5432, new PostgresLogin("scribe", SECRET, "scribe")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prometheuscommunity/postgres-exporter",
                "postgrest/postgrest",
                "redislabs/redisinsight",
                "rediscommander/redis-commander",
                "team/postgres/api:1"
            })
    void whatOnlyCarriesTheNameOfADatabaseIsNotTakenForOne(String image) {
        assertThat(infer(image, Map.of("POSTGRES_PASSWORD", "s3cret"))).isInstanceOf(ContainerHealth.class);
    }

    @Test
    void postgresHasTheDefaultsOfItsImage() {
        assertThat(infer("postgres", Map.of("POSTGRES_PASSWORD", "s3cret", "POSTGRES_DB", "")))
                .isEqualTo(new Postgres(5432, new PostgresLogin("postgres", SECRET, "postgres")));
        assertThat(infer("postgres", Map.of("POSTGRES_HOST_AUTH_METHOD", "trust", "PGPORT", "5433")))
                .isEqualTo(new Postgres(5433, new PostgresLogin("postgres", null, "postgres")));
    }

    @Test
    void aPasswordThatCannotBeReadIsNotGuessed() {
        Map<String, String> fromFile = Map.of("POSTGRES_PASSWORD_FILE", "/run/secrets/pw");
        assertThat(infer("postgres", fromFile)).isEqualTo(new Tcp(5432));
        assertThat(ProbeInference.infer(
                        new ServiceFacts("db", "postgres", fromFile, List.of(), true, false, List.of())))
                .isInstanceOf(ContainerHealth.class);
        assertThat(infer("neo4j:5", Map.of())).isEqualTo(new Tcp(7687));
        assertThat(infer("redis:7", Map.of(), "redis-server", "/etc/redis.conf"))
                .isEqualTo(new Tcp(6379));
        assertThat(infer("redis:7", Map.of(), "sh", "-c", "redis-server --requirepass \"$(cat /run/secrets/pw)\""))
                .isEqualTo(new Tcp(6379));
    }

    @Test
    void neo4jTellsItsLoginInOneVariable() {
        assertThat(infer("neo4j:5-community", Map.of("NEO4J_AUTH", "neo4j/s3cret")))
                .isEqualTo(new Bolt(7687, new BoltLogin("neo4j", SECRET)));
        assertThat(infer("neo4j", Map.of("NEO4J_AUTH", "none", "NEO4J_server_bolt_listen__address", ":7688")))
                .isEqualTo(new Bolt(7688, BoltLogin.NONE));
        assertThat(infer("neo4j", Map.of("NEO4J_AUTH", "neo4j/s3cret/true"))).isInstanceOf(Tcp.class);
    }

    @Test
    void redisTellsItsPasswordInManyWays() {
        Redis expected = new Redis(6379, RedisLogin.password(SECRET));
        assertThat(infer("redis:7", Map.of(), "redis-server", "--requirepass", "s3cret"))
                .isEqualTo(expected);
        assertThat(infer("valkey/valkey:8", Map.of(), "valkey-server --requirepass s3cret --appendonly yes"))
                .isEqualTo(expected);
        assertThat(infer("redis:7", Map.of("PW", "s3cret"), "sh", "-c", "exec redis-server --requirepass \"$PW\""))
                .isEqualTo(expected);
        assertThat(infer("redis/redis-stack", Map.of("REDIS_ARGS", "--requirepass s3cret --save ''")))
                .isEqualTo(expected);
        assertThat(infer("bitnami/redis", Map.of("REDIS_PASSWORD", "s3cret"))).isEqualTo(expected);
        assertThat(infer(
                        "redis:7",
                        Map.of("REDISCLI_AUTH", "s3cret"),
                        "sh",
                        "-c",
                        "exec redis-server - <<EOF\nrequirepass \"$REDISCLI_AUTH\"\nappendonly yes\nEOF\n"))
                .isEqualTo(expected);
    }

    @Test
    void redisWithoutAPasswordIsAskedWithoutOne() {
        assertThat(infer("redis:7", Map.of(), "redis-server", "--port", "6380"))
                .isEqualTo(new Redis(6380, RedisLogin.NONE));
    }

    @Test
    void theOnlyPortThatAServiceNamesIsTakenForItsOwn() {
        ServiceFacts facts = new ServiceFacts("r", "redis:7", Map.of(), List.of(), false, false, List.of(7000));
        assertThat(ProbeInference.infer(facts)).isEqualTo(new Redis(7000, RedisLogin.NONE));
    }

    @Test
    void aOneShotIsAOneShotWhateverItsImage() {
        ServiceFacts facts = new ServiceFacts("init", "postgres:16", Map.of(), List.of(), false, true, List.of());
        assertThat(ProbeInference.infer(facts)).isInstanceOf(OneShot.class);
    }

    @Test
    void theRestIsJudgedByItsContainer() {
        assertThat(infer("maildev/maildev:2", Map.of())).isInstanceOf(ContainerHealth.class);
    }

    @Test
    void nothingOfItShowsAPasswordAsText() {
        Map<String, String> env = Map.of("POSTGRES_PASSWORD", "s3cret");
        ServiceFacts facts = new ServiceFacts("db", "postgres", env, List.of("-p", "s3cret"), false, false, List.of());
        assertThat(facts.toString()).doesNotContain("s3cret");
        assertThat(ProbeInference.infer(facts).toString())
                .doesNotContain("s3cret")
                .contains("***");
    }

    private static ProbeSpec infer(String image, Map<String, String> environment, String... command) {
        return ProbeInference.infer(
                new ServiceFacts("x", image, environment, List.of(command), false, false, List.of()));
    }
}
