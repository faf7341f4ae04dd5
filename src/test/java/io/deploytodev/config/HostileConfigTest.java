package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.failure.DeployFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that were made to do harm, or were damaged beyond sense, end in a message as any other. */
@Timeout(20)
class HostileConfigTest {

    @TempDir
    private Path temporary;

    private ConfigFiles files;

    @BeforeEach
    void directory() {
        files = new ConfigFiles(temporary);
    }

    @Test
    void aBillionLaughsAreRefusedAtOnce() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [lol, lol]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }
        long begin = System.nanoTime();
        assertThat(files.problems(bomb + ConfigFiles.MINIMAL))
                .singleElement()
                .asString()
                .startsWith("not valid YAML: ")
                .contains("aliases");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void nestingWithoutEndIsRefused() {
        assertThat(files.problems("infrastructure: " + "[".repeat(10_000)))
                .singleElement()
                .asString()
                .startsWith("not valid YAML: ");
        assertThat(files.problemsWith("infrastructure: '" + "${A:-".repeat(5_000) + "}".repeat(5_000) + "'"))
                .containsExactly("line 5: infrastructure: a variable is written ${NAME}, and a dollar sign $$");
    }

    @Test
    void somethingThatContainsItselfIsRefused() {
        assertThat(files.problemsWith("infrastructure: &self [*self]"))
                .containsExactly("line 5: infrastructure must be a single value");
        assertThat(files.problems("project: shop\nhosts: &h\n  dev: *h\n"))
                .contains(
                        "line 3: hosts.dev.dev is not known; the keys here are address, port, user, identity, known_hosts,"
                                + " env_file, host_env_file, state");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "infrastructure: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]"
                        + " | not valid YAML: Global tag is not allowed: tag:yaml.org,2002:javax.script.ScriptEngineManager",
                "default_host: !!java.net.URL 'http://192.0.2.1/'"
                        + " | not valid YAML: Global tag is not allowed: tag:yaml.org,2002:java.net.URL",
                "health: !!java.util.HashMap {url: 'http://dev/'}"
                        + " | not valid YAML: Global tag is not allowed: tag:yaml.org,2002:java.util.HashMap",
                "default_host: !!binary ZGV2"
                        + " | default_host has the tag !!binary; only plain texts, lists and mappings are read",
                "infrastructure: [!env POSTGRES]"
                        + " | infrastructure has the tag !env; only plain texts, lists and mappings are read",
                "health: !!set {url}" + " | health has the tag !!set; only plain texts, lists and mappings are read",
            })
    void noTagMakesAnything(String line, String problem) {
        assertThat(files.problemsWith(line)).containsExactly("line 5: " + problem);
    }

    @Test
    void theFileAsAWholeMayHaveNoTagEither() {
        assertThat(files.problems("!properties\n" + ConfigFiles.MINIMAL))
                .containsExactly(
                        "line 1: the file has the tag !properties; only plain texts, lists and mappings" + " are read");
    }

    @ParameterizedTest
    @MethodSource("controlCharacters")
    void controlCharactersReachNeitherShellNorTerminal(String quoted) {
        DeployFailure failure = files.failure("project: shop\nhosts:\n  dev: {address: d, identity: " + quoted
                + "}\ncompose: {files: [" + quoted + "], profiles: " + quoted + "}\nhealth: {url: " + quoted + "}\n");
        String complaint = ": it must be one line without control characters";
        assertThat(failure.why().lines())
                .containsExactly(
                        "line 3: hosts.dev.identity" + complaint,
                        "line 4: compose.files" + complaint,
                        "line 4: compose.profiles" + complaint,
                        "line 5: health.url" + complaint);
    }

    static Stream<String> controlCharacters() {
        return Stream.of("\"a\\0b\"", "\"a\\e[31mb\"", "\"a\\nb\"", "\"a\\x7fb\"");
    }

    @Test
    void charactersThatYamlForbidsAreRefused() {
        assertThat(files.problems("project: a\u0000b\n"))
                .singleElement()
                .asString()
                .startsWith("not valid YAML: ");
    }

    @Test
    void keysOfEveryShapeAreAnswered() {
        assertThat(files.problemsWith("? [a, b]", ": x", "? {}", ": y", "'': z", "<<: {project: other}"))
                .contains("line 5: a key must be a plain word", "line 7: a key must be a plain word")
                .anyMatch(line -> line.startsWith("line 10: << is not known"));
    }

    @Test
    void aFileTooLongForAConfigurationIsNotEvenParsed() {
        assertThat(files.problems("project: " + "x".repeat(4_000_000)))
                .containsExactly("it is longer than any configuration: 3906 KiB");
    }
}
