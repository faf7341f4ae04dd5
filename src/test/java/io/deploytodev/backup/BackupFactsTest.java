package io.deploytodev.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.CommandResult;
import io.deploytodev.host.LocalHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFactsTest {

    private static CommandResult said(String text) {
        return new CommandResult(0, text.getBytes(StandardCharsets.UTF_8), "");
    }

    @Test
    void volumesOfTheProjectAreKnownByTheirKeys() {
        assertThat(BackupFacts.keys("shop").argv()).contains("label=com.docker.compose.project=shop");
        assertThat(BackupFacts.keys("shop").parser().parse(said("shop_graph\tgraph\nabc\t\n")))
                .isEqualTo(Map.of("shop_graph", "graph"));
    }

    @Test
    void sizesAreReadAsDockerWritesThem() {
        assertThat(BackupFacts.volumeSizes().parser().parse(said("a\t48.33MB\nb\t0B\nc\tN/A\nd\t1.5kB\ne\t2GB\n\n")))
                .isEqualTo(Map.of("a", 48_330_000L, "b", 0L, "c", 0L, "d", 1500L, "e", 2_000_000_000L));
    }

    @Test
    void aDirectoryIsMeasuredAndOneThatIsNotThereIsLeftOut(@TempDir Path directory) throws IOException {
        Files.write(directory.resolve("x"), new byte[100_000]);
        Map<String, Long> sizes = new LocalHost(directory)
                .run(BackupFacts.directorySizes(List.of(directory.toString(), directory + "/none")));
        assertThat(sizes).containsOnlyKeys(directory.toString());
        assertThat(sizes.get(directory.toString())).isBetween(100_000L, 200_000L);
    }

    @Test
    void aPostgresSaysWhatItHasAndItsPasswordIsNoArgument() {
        assertThat(PostgresFacts.ask("c").argv())
                .startsWith("docker", "exec", "--", "c")
                .noneMatch(word -> word.contains("secret"));
        PostgresFacts facts = PostgresFacts.parse("c", """
                user\tapp
                data\t/var/lib/postgresql/data
                arguments\t
                version\t15
                database\t7000000\tpostgres
                database\t9000000\tMy shop
                """);
        assertThat(facts.version()).isEqualTo("15");
        assertThat(facts.user()).isEqualTo("app");
        assertThat(facts.initialArguments()).isEmpty();
        assertThat(facts.databases())
                .containsExactly(
                        new PostgresFacts.Database("postgres", 7_000_000),
                        new PostgresFacts.Database("My shop", 9_000_000));
    }

    @Test
    void anImageIsAskedForItsVersionWithoutAPull() {
        assertThat(PostgresFacts.version("postgres:15").argv()).containsSubsequence("--pull", "never", "postgres:15");
        assertThat(PostgresFacts.version("x").parser().parse(said("postgres (PostgreSQL) 15.14 (Debian 15.14-0)\n")))
                .contains("15");
        assertThat(PostgresFacts.version("x").parser().parse(said(""))).isEqualTo(Optional.empty());
    }
}
