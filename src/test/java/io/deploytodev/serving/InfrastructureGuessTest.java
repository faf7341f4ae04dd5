package io.deploytodev.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ComposeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfrastructureGuessTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres:16",
                "registry.internal:5000/team/postgis:16",
                "mysql",
                "mongo:7",
                "redis:7-alpine",
                "rabbitmq:3-management",
                "bitnami/kafka:3.7",
                "minio/minio",
                "deploy-to-dev-standin/neo4j:5.26"
            })
    void wellKnownServersAreInfrastructure(String image) {
        assertThat(InfrastructureGuess.of(model("\"it\": {\"image\": \"" + image + "\"}")))
                .containsExactly("it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"image\": \"team/postgres-exporter\"",
                "\"image\": \"shop\"",
                "\"image\": \"postgres\", \"build\": {\"context\": \".\"}",
                "\"image\": \"postgres\", \"command\": [\"sh\", \"-c\", \"sleep 60; pg_dump shop\"]",
                "\"image\": \"postgres\", \"depends_on\": {\"web\": {\"condition\": \"service_started\"}}"
            })
    void whatIsBuiltOrRunsSomethingElseOrWaitsForTheBackendIsNot(String service) {
        assertThat(InfrastructureGuess.of(model("\"it\": {" + service + "}, \"web\": {\"build\": {}}")))
                .isEmpty();
    }

    @Test
    void infrastructureMayWaitForInfrastructure() {
        assertThat(InfrastructureGuess.of(model("\"kafka\": {\"image\": \"bitnami/kafka\", \"depends_on\":"
                        + " {\"zoo\": {\"condition\": \"service_started\"}}}, \"zoo\": {\"image\": \"zookeeper\"}")))
                .containsExactlyInAnyOrder("kafka", "zoo");
    }

    private static ComposeModel model(String services) {
        return ComposeModel.parse("{\"services\": {" + services + "}}");
    }
}
