package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyReaderTest {

    @TempDir
    private Path temporary;

    private Path file;

    @BeforeEach
    void directory() throws IOException {
        file = Files.createDirectories(temporary.resolve("app/config")).resolve("deploy.yml");
    }

    @Test
    void without_a_word_nobody_is_told() throws IOException {
        Notify notify = read("", Map.of());

        assertThat(notify.webhook()).isEmpty();
        assertThat(notify.deadMan()).isEmpty();
        assertThat(notify.on()).isEqualTo(Set.of(Schedule.Telling.FAILURE, Schedule.Telling.RECOVERY));
    }

    @Test
    void what_the_variables_hold_comes_from_the_environment_or_the_file_beside_and_is_never_shown() throws IOException {
        Files.writeString(file.resolveSibling(".env"), "HOOK=https://from.file/x\nKEY=from-file\nOTHER=unseen\n");

        Notify notify = read(
                "notify: {webhook_env: HOOK, secret_env: KEY, dead_man_env: PING, format: slack, on: always}\n",
                Map.of("HOOK", "https://from.environment/x"));

        assertThat(notify.value(notify.webhook())).contains("https://from.environment/x");
        assertThat(notify.value(notify.secret())).contains("from-file");
        assertThat(notify.value(notify.deadMan())).isEmpty();
        assertThat(notify.variables()).doesNotContainKey("OTHER");
        assertThat(notify.format()).isEqualTo(Notify.Format.SLACK);
        assertThat(notify.toString()).doesNotContain("from.environment", "from-file");
        assertThat(notify.value(Optional.empty())).isEmpty();
    }

    private Notify read(String more, Map<String, String> environment) throws IOException {
        Files.writeString(file, "project: shop\nhosts: {dev: {address: dev}}\n" + more);
        return new ConfigLoader(environment, temporary).load(file).messages();
    }
}
