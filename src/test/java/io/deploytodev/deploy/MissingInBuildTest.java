package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.sync.SourceTree;
import io.deploytodev.sync.StayedBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines are those of BuildKit and Compose 2.26, as they came. */
class MissingInBuildTest {

    private static final String TREE = "/home/deploy/.deploy-to-dev/shop/source";

    @TempDir
    Path root;

    @BeforeEach
    void aTreeWithWhatBuildsLeaveBehind() throws IOException {
        for (String file : List.of("app/build/libs/app.jar", "app/build/x y", "have", "secret/.env", "data/seed.sql")) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.writeString(root.resolve(file), "");
        }
        Files.writeString(root.resolve(".deployignore"), "# not for the host\n/data/\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "failed to solve: failed to compute cache key: failed to calculate checksum of ref 7672d34a::ihcv: \"/build/libs/app.jar\": not found",
                "#6 ERROR: failed to calculate checksum of ref 7672d34a::ihcv: \"/build/x y\": not found",
                "failed to solve: lstat /var/lib/docker/tmp/buildkit-mount1534074426/build: no such file or directory",
                "failed to solve: failed to walk /var/lib/docker/tmp/buildkit-mount86/build: lstat /var/lib/docker/tmp/buildkit-mount86/build: no such file or directory",
                " > [s 2/2] COPY build/libs/*.jar /x/:",
                " > [s stage-0 2/2] COPY --chown=1:1 --link ./build/libs/a?p.jar have /x/:",
                " > [s 2/2] ADD [build/libs, /x/]:",
                "resolve : lstat /home/deploy/.deploy-to-dev/shop/source/app/build: no such file or directory",
                "unable to prepare context: path \"/home/deploy/.deploy-to-dev/shop/source/app/build\" not found"
            })
    void what_did_not_travel_is_named_with_the_line_that_brings_it(String line) {
        Optional<StayedBehind> explained = explained(line);

        assertThat(explained).hasValueSatisfying(behind -> {
            assertThat(behind.toString())
                    .startsWith("app/build")
                    .endsWith("stays on this machine: the line build/ (built in) excludes it.");
            assertThat(behind.next()).isEqualTo("Write the line !/app/build/ into .deployignore in the source root.");
        });
    }

    @Test
    void a_line_of_the_users_own_is_named_by_its_number() {
        Optional<StayedBehind> explained = MissingInBuild.explained(
                List.of("failed to solve: \"/data/seed.sql\": not found"), TREE, TREE, new SourceTree(root));

        assertThat(explained).hasValueSatisfying(behind -> {
            assertThat(behind.rule()).isEqualTo("the line /data/ (line 2 of .deployignore) excludes it");
            assertThat(behind.next()).isEqualTo("Take out line 2 of .deployignore, or write !/data/ below it.");
        });
    }

    @Test
    void what_git_ignores_is_named_with_gits_own_line() throws Exception {
        assertThat(new ProcessBuilder("git", "init", "--quiet", root.toString())
                        .start()
                        .waitFor())
                .isZero();
        Files.writeString(root.resolve(".gitignore"), "*.tmp\n*.jar\n");
        Files.createDirectories(root.resolve("app/target"));
        Files.writeString(root.resolve("app/target/app.jar"), "");

        for (String line :
                List.of("failed to solve: \"/target/app.jar\": not found", " > [s 2/2] COPY target/*.jar app.jar:")) {
            assertThat(explained(line)).hasValueSatisfying(behind -> {
                assertThat(behind.toString())
                        .isEqualTo("app/target/app.jar stays on this machine: git ignores it (*.jar, line 2 of"
                                + " .gitignore).");
                assertThat(behind.next())
                        .isEqualTo("Write the line !/app/target/app.jar into .deployignore in the source root.");
            });
        }
    }

    @Test
    void a_secret_is_not_offered() {
        Optional<StayedBehind> explained = MissingInBuild.explained(
                List.of("failed to solve: \"/secret/.env\": not found"), TREE, TREE, new SourceTree(root));

        assertThat(explained)
                .hasValueSatisfying(behind -> assertThat(behind.next()).doesNotContain("!"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "failed to solve: \"/have\": not found",
                "failed to solve: \"/never/was\": not found",
                "failed to solve: \"/../../../../etc/passwd\": not found",
                "failed to solve: \"/bui\\\\ld\": not found",
                "lstat /etc/passwd: no such file or directory",
                " > [s 2/2] COPY :",
                " > [s 2/2] COPY / /:",
                " > [s 2/2] RUN cat build/libs/app.jar:",
                "error: cannot find symbol"
            })
    void anything_else_is_left_to_the_builds_own_words(String line) {
        assertThat(explained(line)).isEmpty();
    }

    private Optional<StayedBehind> explained(String line) {
        return MissingInBuild.explained(List.of(line), TREE, TREE + "/app", new SourceTree(root));
    }
}
