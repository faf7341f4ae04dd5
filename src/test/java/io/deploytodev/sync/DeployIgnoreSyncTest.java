package io.deploytodev.sync;

import static io.deploytodev.sync.Trees.exists;
import static io.deploytodev.sync.Trees.link;
import static io.deploytodev.sync.Trees.read;
import static io.deploytodev.sync.Trees.remove;
import static io.deploytodev.sync.Trees.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.LocalHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a .deployignore makes of a sync, with git and without. */
@Timeout(30)
class DeployIgnoreSyncTest {

    @TempDir
    Path scratch;

    private Sync sync;

    @BeforeEach
    void open() throws Exception {
        sync = new Sync(scratch, new LocalHost(scratch));
    }

    @AfterEach
    void removeLinksOutOfTheScratchDirectory() throws Exception {
        Trees.run(scratch, "find", ".", "-type", "l", "-delete");
    }

    @Test
    void what_becomes_excluded_stays_on_the_host_as_it_was_and_what_is_no_longer_so_is_the_same_again()
            throws Exception {
        write(sync.source, "model/weights", "small");
        write(sync.source, "model/card", "");
        write(sync.source, "app", "");
        sync.run();
        write(sync.source, ".deployignore", "/model/\n");
        remove(sync.source, "model/card");
        write(sync.host, "model/weights", "large, and of the host");

        sync.run();
        assertThat(read(sync.host, "model/weights")).startsWith("large");
        assertThat(exists(sync.host, "model/card")).isTrue();
        assertThat(sync.run().isUnchanged()).isTrue();

        remove(sync.source, ".deployignore");
        sync.runExactly();
        assertThat(exists(sync.host, "model/card")).isFalse();
    }

    @Test
    void a_whole_tree_that_becomes_excluded_loses_nothing_on_the_host_not_even_its_empty_directories()
            throws Exception {
        write(sync.source, "data/file", "");
        Files.createDirectories(sync.source.resolve("data/empty"));
        sync.run();
        write(sync.source, ".deployignore", "data/\n");
        remove(sync.source, "data");

        sync.run();

        assertThat(exists(sync.host, "data/file")).isTrue();
        assertThat(exists(sync.host, "data/empty")).isTrue();
    }

    @Test
    void what_git_ignores_travels_where_a_line_brings_it_back() throws Exception {
        Trees.init(sync.source);
        write(sync.source, ".gitignore", "target/\n*.jar\n.venv/\n*.log\n");
        write(sync.source, ".deployignore", "!/target/app.jar\n!/generated/\n!kept.log\n");
        write(sync.source, "sub/.gitignore", "generated/\n");
        write(sync.source, "sub/.deployignore", "!generated\ngenerated/tmp\n");
        for (String path : List.of(
                "main",
                "target/app.jar",
                "target/other.jar",
                "target/classes/x",
                ".venv/lib/x",
                "x.log",
                "kept.log",
                "sub/generated/deep/lib.jar",
                "sub/generated/tmp/x")) {
            write(sync.source, path, "");
        }

        sync.run();

        assertThat(names(sync.host))
                .containsExactly(
                        ".deployignore",
                        ".gitignore",
                        "kept.log",
                        "main",
                        "sub/.deployignore",
                        "sub/.gitignore",
                        "sub/generated/deep/lib.jar",
                        "target/app.jar");
        assertThat(sync.run().isUnchanged()).isTrue();

        write(sync.host, "target/of the host", "");
        write(sync.host, "sub/generated/stray", "");
        remove(sync.source, "target/app.jar");
        sync.run();
        assertThat(names(sync.host))
                .contains("target/of the host")
                .doesNotContain("target/app.jar", "sub/generated/stray");
    }

    @Test
    void a_built_in_exclusion_that_is_undone_is_mirrored_like_anything_else() throws Exception {
        write(sync.source, ".deployignore", "!/app/build/\n");
        write(sync.source, "app/build/out", "1");
        write(sync.source, "build/out", "1");
        write(sync.host, "app/build/stray", "");
        write(sync.host, "build/of the host", "");
        link(sync.host, "app/build/deep", "/etc");
        write(sync.source, "app/build/deep/x", "");

        sync.run();

        assertThat(names(sync.host))
                .containsExactly(".deployignore", "app/build/deep/x", "app/build/out", "build/of the host");
        assertThat(sync.run().isUnchanged()).isTrue();
        assertThat(sync.commands()).isEqualTo(1);
    }

    @Test
    void a_link_of_the_host_that_is_excluded_leads_nothing_out_of_the_tree() throws Exception {
        Path outside = Files.createDirectory(scratch.resolve("outside"));
        Files.createDirectories(sync.host);
        Files.createSymbolicLink(sync.host.resolve("data.x"), outside);
        write(sync.source, ".deployignore", "*.x\n!data.x/\n");
        write(sync.source, "data.x/file", "ours");

        sync.run();

        assertThat(outside).isEmptyDirectory();
        assertThat(read(sync.host, "data.x/file")).isEqualTo("ours");
    }

    @Test
    void what_the_host_puts_into_a_directory_that_is_empty_here_is_its_own() throws Exception {
        Files.createDirectories(sync.source.resolve("data/pg"));
        write(sync.source, "uploads/brought", "");
        sync.run();
        assertThat(sync.host.resolve("data/pg")).isEmptyDirectory();
        write(sync.host, "data/pg/base/1", "of the host");
        write(sync.host, "uploads/by a user", "of the host");
        remove(sync.source, "uploads/brought");

        sync.run();

        assertThat(read(sync.host, "data/pg/base/1")).isEqualTo("of the host");
        assertThat(names(sync.host)).containsExactly("data/pg/base/1", "uploads/by a user");
        assertThat(sync.run().isUnchanged()).isTrue();

        remove(sync.source, "uploads");
        sync.run();
        assertThat(exists(sync.host, "uploads")).isFalse();
    }

    @Test
    void an_empty_directory_that_git_ignores_neither_travels_nor_goes() throws Exception {
        Trees.init(sync.source);
        Files.createDirectories(sync.source.resolve("a/tmp"));
        Files.createDirectories(sync.source.resolve("a/cache/deep"));
        write(sync.source, "a/cache/.gitignore", "*\n");
        Files.createDirectories(sync.source.resolve("a/open"));
        sync.run();
        assertThat(Trees.directories(sync.host))
                .containsExactly(Trees.path("a"), Trees.path("a/open"), Trees.path("a/tmp"));

        write(sync.source, ".gitignore", "tmp/\n");
        remove(sync.source, "a/tmp");
        remove(sync.source, "a/open");
        sync.run();
        assertThat(exists(sync.host, "a/tmp")).isTrue();
        assertThat(exists(sync.host, "a/open")).isFalse();
    }

    private static List<String> names(Path root) throws Exception {
        return Trees.paths(root, "-not", "-type", "d").stream()
                .map(TreePath::toString)
                .sorted()
                .toList();
    }
}
