package io.deploytodev.sync;

import static io.deploytodev.sync.Trees.path;
import static io.deploytodev.sync.Trees.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExclusionsTest {

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".env",
                ".env.production",
                "deep/down/.env.local",
                ".git/config",
                "sub/.git",
                "node_modules/left-pad/index.js",
                "web/node_modules/x",
                "app/__pycache__/x.pyc",
                "dist/bundle.js",
                "build/out.o",
                "logs/today",
                "debug.log",
                "a/b.log",
                ".envs/secret"
            })
    void secrets_repositories_dependencies_and_leftovers_of_builds_are_left_alone(String path) {
        assertThat(exclusions().excludes(path(path))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "build",
                "dist",
                "logs",
                "scripts/build",
                "env",
                "environment/.keep",
                "a.log.txt",
                "log",
                ".gitignore",
                "builder/x"
            })
    void what_only_looks_similar_travels(String path) {
        assertThat(exclusions().excludes(path(path))).isFalse();
    }

    @Test
    void the_nearest_file_has_the_last_word_and_the_configuration_the_first() throws Exception {
        write(root, ".deployignore", "*.md\n!/docs/*.md\n/model/\n");
        write(root, "docs/.deployignore", "!/keep.md\ndraft.md\n");

        assertThat(fate("data/x", "data/")).isEqualTo("EXCLUDED by data/ (source.ignore in deploy.yml)");
        assertThat(fate("README.md", "!*.md")).isEqualTo("EXCLUDED by *.md (line 1 of .deployignore)");
        assertThat(fate("docs/a.md")).isEqualTo("BROUGHT_BACK by !/docs/*.md (line 2 of .deployignore)");
        assertThat(fate("docs/draft.md")).isEqualTo("EXCLUDED by draft.md (line 2 of docs/.deployignore)");
        assertThat(fate("docs/deep/keep.md")).isEqualTo("EXCLUDED by *.md (line 1 of .deployignore)");
        assertThat(fate("model/a/b")).isEqualTo("EXCLUDED by /model/ (line 3 of .deployignore)");
        assertThat(fate("src/model/a")).isEqualTo("OPEN");
        assertThat(fate("build/x")).isEqualTo("EXCLUDED by build/ (built in)");
    }

    @Test
    void what_is_built_in_can_be_undone_where_a_line_says_so() throws Exception {
        write(root, ".deployignore", "!/app/build/\n!important.log\n");

        assertThat(fate("app/build/deep/x")).isEqualTo("BROUGHT_BACK by !/app/build/ (line 1 of .deployignore)");
        assertThat(fate("app/build/x.log")).isEqualTo("EXCLUDED by *.log (built in)");
        assertThat(fate("app/build/important.log")).startsWith("BROUGHT_BACK");
        assertThat(fate("build/x")).startsWith("EXCLUDED");
        assertThat(fate("build/important.log"))
                .as("as in .gitignore, nothing comes back into a directory that is excluded as a whole")
                .startsWith("EXCLUDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!.env", "!/.env.production", "!config/.env/", "!.git/", "!.envs/**", "!/sub/.git"})
    void a_line_that_wants_secrets_or_a_repository_is_refused_with_its_place(String line) throws Exception {
        write(root, ".deployignore", "# what we need\n\n" + line + "\n");

        DeployFailure failure =
                catchThrowableOfType(DeployFailure.class, () -> exclusions().excludes(path("x")));

        assertThat(failure.kind()).isEqualTo(FailureKind.CONFIG);
        assertThat(failure.what()).contains("line 3 of .deployignore").contains(line);
        assertThat(catchThrowableOfType(DeployFailure.class, () -> exclusions(line))
                        .what())
                .contains("source.ignore in deploy.yml");
    }

    @Test
    void a_line_that_means_secrets_among_other_things_does_not_bring_them_back() throws Exception {
        write(root, ".deployignore", "!*\n!.*\n!**/*\n");

        for (String path : List.of(".env", "a/.env.local", ".git/config", ".envs/x")) {
            assertThat(fate(path)).isEqualTo("EXCLUDED");
        }
        assertThat(fate("build/x.log")).startsWith("BROUGHT_BACK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "!build/",
                "!/src/build",
                "!b*",
                "!*",
                "!**",
                "!x.log",
                "!*.log",
                "/src/\n",
                "a b/\n!/a b/x.log",
                "src/dist\n\\*\n",
                "/src/**/logs/\n!logs"
            })
    void find_passes_over_nothing_that_travels_and_over_all_that_is_built_in_where_no_line_says_otherwise(String lines)
            throws Exception {
        List<String> names = List.of(
                ".env",
                ".env.x",
                ".envs",
                ".git",
                "node_modules",
                "__pycache__",
                "dist",
                "build",
                "logs",
                "x.log",
                ".log",
                "log",
                "src",
                "a b",
                "-n",
                "env",
                "builds",
                "\u00ff.log",
                ".env\u00ff",
                "*",
                "[x].log",
                "\u00c3\u00a9");
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            StringBuilder path = new StringBuilder(names.get(random.nextInt(names.size())));
            int depth = random.nextInt(4);
            for (int d = 0; d < depth; d++) {
                path.append('/').append(names.get(random.nextInt(names.size())));
            }
            create(new TreePath(path.toString()).in(root), random);
        }
        Trees.remove(root, ".deployignore");
        write(root, ".deployignore", lines);
        Exclusions exclusions = exclusions();

        List<String> command = new ArrayList<>(List.of("find", ".", "-mindepth", "1"));
        command.addAll(exclusions.findExpression());
        command.addAll(List.of("-not", "-type", "d", "-printf", "%P\\0"));
        Set<TreePath> listed = paths(Trees.run(root, command.toArray(String[]::new)));

        Set<TreePath> all = paths(Trees.run(root, "find", ".", "-not", "-type", "d", "-printf", "%P\\0"));
        Set<TreePath> kept = new TreeSet<>(all);
        kept.removeIf(exclusions::excludes);
        assertThat(listed).containsAll(kept).isNotEmpty();
        assertThat(all.size()).isGreaterThan(listed.size());
        if (lines.isEmpty()) {
            assertThat(listed).isEqualTo(kept);
        }
    }

    @Test
    void however_many_lines_there_are_the_command_line_keeps_its_length() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            lines.append(i).append("/\n");
        }
        write(root, ".deployignore", lines.toString());

        List<String> expression = exclusions().findExpression();

        assertThat(String.join(" ", expression).length()).isLessThan(40_000);
        assertThat(expression).contains("0", "node_modules");
    }

    private Exclusions exclusions(String... configured) {
        return new Exclusions(root, List.of(configured));
    }

    private String fate(String path, String... configured) {
        Exclusions.Verdict verdict = exclusions(configured).verdict(path(path), false);
        return verdict.fate() + verdict.line().map(line -> " by " + line).orElse("");
    }

    private static void create(Path file, Random random) throws java.io.IOException {
        try {
            Files.createDirectories(file.getParent());
            switch (random.nextInt(3)) {
                case 0 -> Files.createSymbolicLink(file, Path.of("nowhere"));
                case 1 -> Files.createDirectory(file);
                default -> Files.createFile(file);
            }
        } catch (java.nio.file.FileSystemException e) {
            // A file is already where a directory would be, or the other way round.
        }
    }

    private static Set<TreePath> paths(String listing) {
        TreeSet<TreePath> paths = new TreeSet<>();
        Arrays.stream(listing.split("\0"))
                .filter(path -> !path.isEmpty())
                .forEach(path -> paths.add(new TreePath(path)));
        return paths;
    }
}
