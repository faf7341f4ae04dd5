package io.deploytodev.sync;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(Exclusions.excludes(TreePath.of(path))).isTrue();
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
        assertThat(Exclusions.excludes(TreePath.of(path))).isFalse();
    }

    @Test
    void find_on_the_host_and_the_workstation_agree_on_every_path_of_a_random_tree() throws Exception {
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
        for (int i = 0; i < 600; i++) {
            StringBuilder path = new StringBuilder(names.get(random.nextInt(names.size())));
            int depth = random.nextInt(4);
            for (int d = 0; d < depth; d++) {
                path.append('/').append(names.get(random.nextInt(names.size())));
            }
            create(new TreePath(path.toString()).in(root), random);
        }

        List<String> command = new ArrayList<>(List.of("find", ".", "-mindepth", "1"));
        command.addAll(Exclusions.findExpression());
        command.addAll(List.of("-not", "-type", "d", "-printf", "%P\\0"));
        Set<TreePath> listed = paths(Trees.run(root, command.toArray(String[]::new)));

        Set<TreePath> all = paths(Trees.run(root, "find", ".", "-not", "-type", "d", "-printf", "%P\\0"));
        Set<TreePath> kept = new TreeSet<>(all);
        kept.removeIf(Exclusions::excludes);
        assertThat(listed).isEqualTo(kept).isNotEmpty();
        assertThat(all.size()).isGreaterThan(kept.size());
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
