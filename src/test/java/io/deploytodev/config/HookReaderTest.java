package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.config.Hook.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookReaderTest {

    @TempDir
    private Path temporary;

    private ConfigFiles files;

    @BeforeEach
    void directory() {
        files = new ConfigFiles(temporary);
    }

    @Test
    void aTextIsForTheShellAndAListIsAProgramBothAsTheyStandThere() {
        Map<Moment, Hook> hooks = hooks("""
                hooks:
                  before_sync: make "$TARGET" $$
                  before_build: [cp, "$HOME", ""]
                """);
        assertThat(hooks.get(Moment.BEFORE_SYNC).command()).containsExactly("sh", "-c", "make \"$TARGET\" $$");
        assertThat(hooks.get(Moment.BEFORE_BUILD).command()).containsExactly("cp", "$HOME", "");
        assertThat(hooks.values())
                .allMatch(hook -> !hook.onHost() && hook.timeout().equals(Duration.ofMinutes(5)));
    }

    @Test
    void aScriptMayHaveLines() {
        Map<Moment, Hook> hooks = hooks("""
                hooks:
                  on_failure:
                    run: |
                      echo one
                      echo two
                    on: host
                    timeout: 90s
                """);
        assertThat(hooks).hasSize(1);
        assertThat(hooks.get(Moment.ON_FAILURE))
                .isEqualTo(new Hook(
                        Moment.ON_FAILURE, List.of("sh", "-c", "echo one\necho two\n"), true, Duration.ofSeconds(90)));
    }

    @Test
    void theEnvironmentSetsOneAsItIs() {
        Map<String, String> environment = Map.of(
                "DEPLOY_TO_DEV__HOOKS__AFTER_DEPLOY", "echo $RELEASE $$",
                "DEPLOY_TO_DEV__HOOKS__BEFORE_BUILD", "{run: [echo, $A], on: host}");
        Map<Moment, Hook> hooks = files.load(ConfigFiles.MINIMAL, environment).hooks();
        assertThat(hooks.get(Moment.AFTER_DEPLOY).command()).containsExactly("sh", "-c", "echo $RELEASE $$");
        assertThat(hooks.get(Moment.BEFORE_BUILD).command()).containsExactly("echo", "$A");
        assertThat(hooks.get(Moment.BEFORE_BUILD).onHost()).isTrue();
    }

    @Test
    void thereAreNoneWhereNothingStands() {
        assertThat(hooks("hooks:\n")).isEmpty();
        assertThat(hooks("hooks: {before_sync: }\n")).isEmpty();
        assertThat(files.load(ConfigFiles.MINIMAL + "hooks: {before_sync: a}\n").withoutHooks())
                .isEqualTo(files.load(ConfigFiles.MINIMAL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "before_sink: a|hooks.before_sink is not known; did you mean before_sync?",
                "before_sync: {on: host}|hooks.before_sync.run is missing",
                "before_sync: {run: }|hooks.before_sync.run is missing",
                "before_sync: {run: a, on: moon}|hooks.before_sync.on must be workstation or host, not moon",
                "before_sync: ' '|hooks.before_sync must begin with the program to run",
                "before_sync: [-c, a]|hooks.before_sync must begin with the program to run",
                "before_sync: []|hooks.before_sync is empty",
                "before_sync: [a, [b]]|hooks.before_sync must be a text or a list of texts",
                "before_sync: [a, ~]|hooks.before_sync must be a text or a list of texts",
                "before_sync: \"a\\0b\"|hooks.before_sync must hold no control characters",
                "before_sync: [\"a\\eb\"]|hooks.before_sync must hold no control characters",
                "before_sync: {run: a, timeout: 5}"
                        + "|hooks.before_sync.timeout must be a number with s, m or h, such as 90s, not 5",
            })
    void whatMakesNoCommandIsSaidWithItsLine(String hook, String problem) {
        assertThat(files.problemsWith("hooks:", "  " + hook)).containsExactly("line 6: " + problem);
    }

    private Map<Moment, Hook> hooks(String yaml) {
        return files.load(ConfigFiles.MINIMAL + yaml).hooks();
    }
}
