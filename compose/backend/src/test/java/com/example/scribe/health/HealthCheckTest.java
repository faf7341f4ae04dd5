package com.example.scribe.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.scribe.health.Health.Dependency;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HealthCheckTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    @Test
    void all_is_well_when_every_dependency_answers() throws Exception {
        try (HealthCheck check = new HealthCheck(LONG, Map.of("postgres", () -> {}, "redis", () -> {}))) {
            Health health = Health.of("api-gateway", "1", check.ask());

            assertThat(health.works()).isTrue();
            assertThat(health.services()).containsOnlyKeys("postgres", "redis");
        }
    }

    @Test
    void one_sick_dependency_makes_the_service_unhealthy_and_says_why() throws Exception {
        Ping broken = () -> {
            throw new IllegalStateException("pool", new IllegalArgumentException("connection refused\nand more"));
        };
        try (HealthCheck check = new HealthCheck(LONG, Map.of("neo4j", broken, "redis", () -> {}))) {
            Health health = Health.of("api-gateway", "1", check.ask());

            assertThat(health.status()).isEqualTo("unhealthy");
            assertThat(health.services().get("neo4j").error())
                    .isEqualTo("IllegalArgumentException: connection refused");
            assertThat(health.services().get("redis").works()).isTrue();
        }
    }

    @Test
    void the_dependencies_are_asked_at_the_same_time() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        Ping meetTheOther = () -> {
            both.countDown();
            both.await();
        };
        try (HealthCheck check = new HealthCheck(LONG, Map.of("one", meetTheOther, "other", meetTheOther))) {
            assertThat(check.ask().values()).allMatch(Dependency::works);
        }
    }

    @Test
    void a_dependency_that_hangs_is_given_up_at_the_deadline_and_asked_only_once() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        Map<String, Ping> pings = new LinkedHashMap<>();
        pings.put("postgres", () -> {
            asked.incrementAndGet();
            never.await();
        });
        pings.put("redis", () -> {});
        try (HealthCheck check = new HealthCheck(SHORT, pings)) {
            check.ask();
            Map<String, Dependency> again = check.ask();

            assertThat(again.get("postgres").error()).isEqualTo("no answer within 50 ms");
            assertThat(asked).hasValue(1);
        }
    }
}
