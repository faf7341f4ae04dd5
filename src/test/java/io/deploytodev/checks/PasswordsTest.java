package io.deploytodev.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.failure.FailureKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Passwords that everybody tries are found and never told; others are left in peace. */
class PasswordsTest {

    private static ProjectFacts with(String name, String value, boolean open) {
        return Projects.of("\"db\": {\"image\": \"postgres:16\", \"environment\": {\"" + name + "\": \"" + value + "\"}"
                        + (open ? ", \"ports\": [{\"target\": 5432, \"published\": \"5432\"}]" : "") + "}")
                .facts();
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES_PASSWORD, changeme, is a word",
        "POSTGRES_PASSWORD, '', no password",
        "POSTGRES_HOST_AUTH_METHOD, trust, no password",
        "NEO4J_AUTH, none, no password",
        "REDIS_PASSWORD, 123456, is a word",
        "MYSQL_ROOT_PASSWORD, Root, is a word",
        "MYSQL_ALLOW_EMPTY_PASSWORD, yes, no password",
        "SECRET_KEY, supersecret, is a word"
    })
    void weakOnes(String name, String value, String words) {
        assertThat(new DefaultPasswords().look(with(name, value, true)))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.severity()).isEqualTo(Severity.HURTS);
                    assertThat(found.what()).contains(name + " of db").contains(words);
                    if (!value.isEmpty()) {
                        assertThat(found.toString())
                                .doesNotContain(" " + value + " ")
                                .doesNotContain("\"" + value + "\"");
                    }
                });
    }

    @Test
    void whatOnlyContainersReachIsLessUrgent() {
        assertThat(new DefaultPasswords().look(with("POSTGRES_PASSWORD", "postgres", false)))
                .singleElement()
                .satisfies(found -> assertThat(found.severity()).isEqualTo(Severity.ADVICE));
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES_PASSWORD, quaeGh2o",
        "POSTGRES_USER, postgres",
        "NEO4J_AUTH, neo4j/quaeGh2o",
        "MYSQL_ALLOW_EMPTY_PASSWORD, 'no'",
        "OPENAI_API_KEY, ''",
        "SMTP_PASSWORD, ''",
        "POSTGRES_HOST_AUTH_METHOD, scram-sha-256"
    })
    void goodOnes(String name, String value) {
        assertThat(new DefaultPasswords().look(with(name, value, true))).isEmpty();
    }

    @Test
    void neo4jRefusesAShortOne() {
        ProjectFacts facts = Projects.of(
                        "\"graph\": {\"image\": \"neo4j:5\", \"environment\": {\"NEO4J_AUTH\": \"neo4j/short\"}}")
                .facts();
        assertThat(new DefaultPasswords().look(facts)).singleElement().satisfies(found -> {
            assertThat(found.kind()).contains(FailureKind.INFRASTRUCTURE);
            assertThat(found.toString()).doesNotContain("short\"").doesNotContain("neo4j/short");
        });
        assertThat(new DefaultPasswords()
                        .look(Projects.of("\"graph\": {\"image\": \"neo4j:5\", \"environment\": {\"NEO4J_AUTH\":"
                                        + " \"neo4j/longenough1\"}}")
                                .facts()))
                .isEqualTo(List.of());
    }
}
