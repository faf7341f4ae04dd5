package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.deploytodev.docker.ComposeService.Condition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On what {@code docker compose config --format json} really said of the sample project, with made-up passwords. */
class ComposeModelTest {

    private static final Set<String> INFRASTRUCTURE = Set.of("postgres", "neo4j", "redis");

    private static final Set<String> BACKEND = Set.of("migrate", "api-gateway", "agent-worldsmith", "agent-plotmaster");

    private final ComposeModel model = ComposeModel.parse(scribe());

    @Test
    void the_services_of_both_files_are_there_and_that_of_an_inactive_profile_is_not() {
        assertThat(model.services().keySet())
                .containsExactly(
                        "agent-plotmaster", "agent-worldsmith", "api-gateway", "migrate", "neo4j", "postgres", "redis");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.service("mail"))
                .withMessageContaining("mail");
    }

    @Test
    void a_service_shows_what_a_deploy_needs_to_know() {
        ComposeService gateway = model.service("api-gateway");

        assertThat(gateway.image()).contains("scribe-backend");
        assertThat(gateway.build()).isPresent();
        assertThat(gateway.dependsOn())
                .isEqualTo(Map.of(
                        "postgres", Condition.SERVICE_HEALTHY,
                        "neo4j", Condition.SERVICE_HEALTHY,
                        "redis", Condition.SERVICE_HEALTHY,
                        "migrate", Condition.SERVICE_COMPLETED_SUCCESSFULLY));
        assertThat(gateway.environment()).containsEntry("SERVICE_TYPE", "api-gateway");
        assertThat(gateway.exposedPorts()).containsExactly(8000);
        assertThat(gateway.hasHealthcheck()).isTrue();
        assertThat(gateway.restarts()).isTrue();
        assertThat(gateway.command()).isEmpty();
    }

    @Test
    void only_the_migration_is_meant_to_end() {
        assertThat(model.services().keySet().stream().filter(model::isOneShot)).containsExactly("migrate");
        assertThat(model.service("migrate").restarts()).isFalse();
    }

    @Test
    void all_backend_services_are_one_image_and_one_build() {
        assertThat(model.buildGroups().values())
                .containsExactly(List.of("agent-plotmaster", "agent-worldsmith", "api-gateway", "migrate"));
    }

    @Test
    void a_service_says_where_it_is_built() {
        assertThat(model.service("migrate").buildContext()).contains("/srv/scribe/source");
        assertThat(model.service("redis").buildContext()).isEmpty();
    }

    @Test
    void services_come_in_waves_each_after_what_it_depends_on() {
        assertThat(model.waves(INFRASTRUCTURE)).containsExactly(List.of("neo4j", "postgres", "redis"));
        assertThat(model.waves(BACKEND))
                .containsExactly(List.of("migrate"), List.of("agent-plotmaster", "agent-worldsmith", "api-gateway"));
        assertThat(model.waves(model.services().keySet())).hasSize(3);
        assertThat(model.waves(Set.of())).isEmpty();
        assertThat(model.waves(Set.of("no such service"))).isEmpty();
    }

    @Test
    void services_that_wait_for_each_other_are_refused_by_name() {
        ComposeModel circle = ComposeModel.parse("""
                {"services": {"a": {"depends_on": {"b": {"condition": "service_started"}}},
                              "b": {"depends_on": {"a": {"condition": "service_started"}}}}}
                """);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> circle.waves(Set.of("a", "b")))
                .withMessageContaining("[a, b]");
    }

    @Test
    void values_are_what_the_container_sees_with_compose_s_double_dollars_undone() {
        assertThat(model.service("postgres").environment()).containsEntry("POSTGRES_PASSWORD", "fake-postgres-pa$word");
        assertThat(String.join(" ", model.service("redis").command()))
                .contains("requirepass \"$REDISCLI_AUTH\"")
                .doesNotContain("$$");
    }

    @Test
    void the_text_keeps_the_double_dollars_for_compose_reads_it_again() {
        assertThat(model.toJson()).contains("fake-postgres-pa$$word").contains("$$REDISCLI_AUTH");
    }

    @Test
    void a_volume_is_known_by_where_it_is_mounted_and_by_its_name_on_the_engine() {
        assertThat(model.service("postgres").namedVolumes())
                .isEqualTo(Map.of("/var/lib/postgresql/data", "postgres-data"));
        assertThat(model.volumeName("postgres-data")).isEqualTo("scribe_postgres-data");
        assertThat(model.volumeName("unknown")).isEqualTo("unknown");
    }

    @Test
    void its_text_reads_back_as_the_same_and_does_not_depend_on_the_order_of_keys() {
        String text = model.toJson();

        assertThat(ComposeModel.parse(text).toJson()).isEqualTo(text);
        assertThat(ComposeModel.parse("{\"b\":1,\"a\":{\"d\":2,\"c\":3}}").toJson())
                .isEqualTo(
                        ComposeModel.parse("{\"a\":{\"c\":3,\"d\":2},\"b\":1}").toJson());
    }

    @Test
    void images_replace_builds_and_leave_the_model_they_came_from_alone() {
        String before = model.toJson();

        ComposeModel pinned = model.withImages(Map.of("api-gateway", "scribe-backend@sha256:1", "gone", "x"));

        assertThat(pinned.service("api-gateway").image()).contains("scribe-backend@sha256:1");
        assertThat(pinned.service("api-gateway").build()).isEmpty();
        assertThat(pinned.service("migrate")).isEqualTo(model.service("migrate"));
        assertThat(pinned.services()).doesNotContainKey("gone");
        assertThat(model.toJson()).isEqualTo(before);
    }

    @Test
    void aBuildCanBeGivenAnotherTagAndLabels() {
        ComposeModel tagged = model.withBuildTag("migrate", "scribe-backend:next", Map.of("whose", "ours"));

        assertThat(tagged.service("migrate").image()).contains("scribe-backend:next");
        assertThat(tagged.toJson()).contains("\"labels\":{\"whose\":\"ours\"}");
        assertThat(tagged.services().get("api-gateway").build())
                .isEqualTo(model.service("api-gateway").build());
    }

    @Test
    void takingTheDependenciesAwayTwiceLosesNone() {
        ComposeModel model = ComposeModel.parse("""
                {"services": {"api": {"depends_on": {"migrate": {"condition": "service_completed_successfully"}}},
                 "migrate": {}}}""");
        ComposeModel twice = ComposeModel.parse(model.ordered().toJson()).ordered();
        assertThat(twice.toJson()).isEqualTo(model.ordered().toJson());
        assertThat(twice.isOneShot("migrate")).isTrue();
    }

    @Test
    void dependencies_taken_out_of_compose_s_sight_are_still_known_to_the_tool() throws IOException {
        ComposeModel ordered = model.ordered();

        assertThat(ordered.services()).isEqualTo(model.services());
        assertThat(new ObjectMapper()
                        .readTree(ordered.toJson())
                        .path("services")
                        .findValue("depends_on"))
                .isNull();
        assertThat(ComposeModel.parse(ordered.toJson()).services()).isEqualTo(model.services());
    }

    @Test
    void nothing_that_prints_itself_shows_a_value() {
        assertThat(model.toString() + model.services() + model.ordered() + model.withImages(Map.of()))
                .contains("api-gateway")
                .doesNotContain("fake-")
                .doesNotContain("pa$");
    }

    @Test
    void what_is_not_a_model_is_refused_without_quoting_it() {
        for (String text : List.of("", "[]", "\"fake-secret\"", "{\"password\": \"fake-secret\", oops", "null")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ComposeModel.parse(text))
                    .withNoCause()
                    .withMessageNotContaining("fake-secret");
        }
    }

    @Test
    void a_service_may_say_almost_nothing() {
        ComposeService bare = ComposeModel.parse("""
                        {"services": {"a": {"environment": {"UNSET": null, "EMPTY": ""}, "expose": ["9000", "7000-7010"],
                                            "healthcheck": {"disable": true}, "command": null, "volumes": null}}}
                        """).service("a");

        assertThat(bare.image()).isEmpty();
        assertThat(bare.build()).isEmpty();
        assertThat(bare.environment()).isEqualTo(Map.of("EMPTY", ""));
        assertThat(bare.exposedPorts()).containsExactly(9000);
        assertThat(bare.hasHealthcheck()).isFalse();
        assertThat(bare.restarts()).isFalse();
    }

    @Test
    void after_a_deploy_of_a_part_the_others_are_as_they_were() {
        ComposeModel before = ComposeModel.parse("""
                {"services": {"a": {"image": "a:1"}, "b": {"image": "b:1", "depends_on": {"a": {"condition": "service_started"}}}},
                 "volumes": {"old": {}}}""").ordered();
        ComposeModel now = ComposeModel.parse("""
                {"services": {"a": {"image": "a:2"}, "b": {"image": "b:2"}, "c": {"image": "c:2"}},
                 "volumes": {"new": {}}}""").ordered();

        ComposeModel both = now.withOthersOf(before, Set.of("a"));

        assertThat(both.services().keySet()).containsExactly("a", "b");
        assertThat(both.service("a").image()).contains("a:2");
        assertThat(both.service("b").image()).contains("b:1");
        assertThat(both.service("b").dependsOn()).containsKey("a");
        assertThat(both.toJson()).contains("\"old\"", "\"new\"");
        assertThat(now.only(Set.of("a", "c")).services().keySet()).containsExactly("a", "c");
    }

    private static String scribe() {
        try (InputStream in = ComposeModelTest.class.getResourceAsStream("scribe.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
