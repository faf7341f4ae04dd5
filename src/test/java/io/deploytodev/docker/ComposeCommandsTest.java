package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.CommandResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComposeCommandsTest {

    private static final ComposeProject PROJECT = new ComposeProject(
            "scribe",
            "/srv/scribe/source",
            List.of("/srv/scribe/source/docker-compose.yml", "/srv/scribe/source/docker-compose.backend.yml"),
            Optional.of("/srv/scribe/dev.env"),
            List.of("mail"));

    private static final String SOURCE = "docker compose --ansi=never --progress=plain --project-name scribe"
            + " --project-directory /srv/scribe/source"
            + " --file /srv/scribe/source/docker-compose.yml --file /srv/scribe/source/docker-compose.backend.yml"
            + " --env-file /srv/scribe/dev.env --profile mail";

    private static final String RESOLVED = "docker compose --ansi=never --progress=plain --project-name scribe"
            + " --project-directory /srv/scribe/source --file /srv/scribe/model.json --env-file /srv/scribe/dev.env";

    private final ComposeProject resolved = PROJECT.resolvedTo("/srv/scribe/model.json");

    @Test
    void config_merges_all_files_with_the_variables_and_profiles() {
        assertThat(ComposeCommands.config(PROJECT).display()).isEqualTo(SOURCE + " config --format json");
    }

    @Test
    void config_answers_with_a_model() {
        assertThat(ComposeCommands.config(PROJECT)
                        .parser()
                        .parse(answer("{\"services\":{\"redis\":{\"image\":\"redis:7\"}}}"))
                        .services())
                .containsOnlyKeys("redis");
    }

    @Test
    void a_resolved_model_needs_no_profiles_but_the_variables_that_secrets_are_made_of() {
        assertThat(ComposeCommands.hashes(resolved).display()).isEqualTo(RESOLVED + " config --hash '*'");
    }

    @Test
    void theServicesOfAllProfilesAreAskedForInTwoQuestions() {
        assertThat(ComposeCommands.profiles(PROJECT).display()).isEqualTo(SOURCE + " config --profiles");
        assertThat(ComposeCommands.profiles(PROJECT).parser().parse(answer("mail\ntools\n")))
                .containsExactly("mail", "tools");
        assertThat(ComposeCommands.services(PROJECT.withProfiles(List.of("a", "b")))
                        .display())
                .endsWith(" --profile a --profile b config --services");
    }

    @Test
    void hashes_are_read_one_service_a_line() {
        assertThat(ComposeCommands.hashes(resolved).parser().parse(answer("api-gateway 1a2b\nredis 3c4d\n\n")))
                .isEqualTo(Map.of("api-gateway", "1a2b", "redis", "3c4d"));
    }

    @Test
    void a_build_names_one_service_and_has_an_hour() {
        assertThat(ComposeCommands.build(resolved, "migrate").display()).isEqualTo(RESOLVED + " build migrate");
        assertThat(ComposeCommands.build(resolved, "migrate").deadline()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void up_touches_just_the_named_services_and_leaves_order_and_builds_to_the_caller() {
        assertThat(ComposeCommands.up(resolved, List.of("postgres", "redis")).display())
                .isEqualTo(RESOLVED + " up --detach --no-deps --no-build --quiet-pull postgres redis");
    }

    @Test
    void names_with_blanks_and_quotes_stay_one_word_each() {
        ComposeProject odd =
                new ComposeProject("s", "/srv/it's here", List.of("/a b.yml"), Optional.empty(), List.of());

        assertThat(ComposeCommands.up(odd, List.of("x")).argv()).contains("/srv/it's here", "/a b.yml");
        assertThat(ComposeCommands.up(odd, List.of("x")).display()).contains("'/srv/it'\\''s here'", "'/a b.yml'");
    }

    private static CommandResult answer(String stdout) {
        return new CommandResult(0, stdout.getBytes(StandardCharsets.UTF_8), "");
    }
}
