package com.example.scribe.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvTest {

    @Test
    void all_problems_are_told_at_once() {
        Env env = new Env(Map.of("REDIS_PORT", "70000"));
        RedisSettings.read(env);

        assertThatThrownBy(env::complain)
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("REDIS_HOST is not set")
                .hasMessageContaining("REDIS_PORT is '70000'")
                .hasMessageContaining("REDIS_PASSWORD is not set");
    }

    @Test
    void an_empty_variable_is_an_absent_one() {
        Env env = new Env(Map.of("POSTGRES_PORT", ""));

        assertThat(env.port("POSTGRES_PORT", 5432)).isEqualTo(5432);
        assertThatCode(env::complain).doesNotThrowAnyException();
    }

    @Test
    void seconds_may_have_fractions_and_may_not_be_negative() {
        Env env = new Env(Map.of("HALF", "0.5", "NEGATIVE", "-1"));

        assertThat(env.seconds("HALF")).isEqualTo(Duration.ofMillis(500));
        assertThat(env.seconds("ABSENT")).isZero();
        assertThat(env.seconds("NEGATIVE")).isZero();
        assertThatThrownBy(env::complain).hasMessageContaining("NEGATIVE is '-1'");
    }

    @Test
    void an_unknown_service_type_is_answered_with_the_known_ones() {
        Env env = new Env(Map.of("SERVICE_TYPE", "gateway"));

        assertThatThrownBy(() -> ServiceType.read(env))
                .hasMessageContaining("'gateway'")
                .hasMessageContaining("migrate, api-gateway, agent-worldsmith, agent-plotmaster");
    }

    @Test
    void misbehaviour_is_off_unless_asked_for() {
        Env env = new Env(Map.of("MISBEHAVE_HEALTH_STATUS", ""));
        Misbehaviour misbehaviour = Misbehaviour.read(env);

        assertThat(misbehaviour.healthStatus()).isEmpty();
        assertThat(misbehaviour.crashAfter()).isZero();
        assertThat(misbehaviour.bind()).isEqualTo("0.0.0.0");
    }

    @Test
    void settings_never_print_their_password() {
        Env env = new Env(Map.of("REDIS_HOST", "redis", "REDIS_PASSWORD", "secret"));

        assertThat(RedisSettings.read(env)).hasToString("redis at redis:6379");
        assertThat(new PostgresSettings("h", 1, "d", "u", "secret").toString()).doesNotContain("secret");
        assertThat(new Neo4jSettings("bolt://h", "u", "secret").toString()).doesNotContain("secret");
    }
}
