package io.deploytodev.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same lines, read as {@code .deployignore} here and as {@code .gitignore} by git itself. */
@Timeout(60)
class SideBySideIgnoreTest {

    private static final int TREES = Integer.getInteger("random.trees", 5);

    private static final int SETS_OF_LINES = 8;

    private static final List<String> PARTS = List.of(
            "a",
            "b",
            "ab",
            "a b",
            "a.b",
            "c",
            "*",
            "?",
            "??",
            "a*",
            "*b",
            "*.*",
            "a*b*",
            "**",
            "***",
            "[ab]",
            "[!a]",
            "[^a]",
            "[a-c]b",
            "[]a]",
            "[!]a]",
            "[a-",
            "[b-a]",
            "[a\\]b]",
            "[a-]",
            "[[:alpha:]]",
            "[[:digit:]a]",
            "[[:nothing:]]",
            "[[:alpha]",
            "[\u00c3]\u00a9",
            "\\a",
            "\\*",
            "\\[a]",
            "\\#a",
            "#a",
            "\\!a",
            "!a",
            "a\\ ",
            "\\",
            "(a)",
            "a+",
            "{a,b}",
            "\u00c3\u00a9",
            "\u00ff",
            "?\u00a9",
            "*\u00ff",
            "\t");

    private static final List<String> NAMES = List.of(
            "a",
            "b",
            "ab",
            "a b",
            "a.b",
            "abb",
            "c",
            "*",
            "#a",
            "!a",
            "a ",
            "\\a",
            "\\",
            "[a]",
            "[a-",
            "]",
            "-",
            "1",
            "(a)",
            "a+",
            "{a,b}",
            "\u00c3\u00a9",
            "\u00ff",
            "a\u00ff",
            "\t",
            "\n");

    @TempDir
    Path scratch;

    static LongStream trees() {
        return LongStream.range(0, TREES);
    }

    @ParameterizedTest
    @MethodSource("trees")
    void git_and_we_leave_the_same_behind(long seed) throws Exception {
        Random random = new Random(seed);
        Path ours = Files.createDirectory(scratch.resolve("ours"));
        Path theirs = Files.createDirectory(scratch.resolve("theirs"));
        Trees.init(theirs);
        Map<TreePath, Boolean> paths = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            grow(ours, theirs, random, paths);
        }
        List<TreePath> directories = paths.keySet().stream().filter(paths::get).toList();
        for (int i = 0; i < SETS_OF_LINES; i++) {
            List<Path> places = new ArrayList<>(List.of(Path.of("")));
            if (!directories.isEmpty()) {
                places.add(ours.relativize(
                        directories.get(random.nextInt(directories.size())).in(ours)));
            }
            List<String> written = new ArrayList<>();
            for (Path place : places) {
                String lines = lines(random);
                written.add(place + ": " + lines);
                write(ours.resolve(place).resolve(".deployignore"), lines);
                write(theirs.resolve(place).resolve(".gitignore"), lines);
            }
            Exclusions exclusions = new Exclusions(ours, List.of("!build", "!dist", "!*.log"));

            Set<TreePath> excluded = paths.keySet().stream()
                    .filter(path -> exclusions.excludes(path, paths.get(path)))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(excluded).as("tree %d, %s", seed, written).isEqualTo(ignored(theirs, paths.keySet()));
            for (Path place : places) {
                Files.delete(ours.resolve(place).resolve(".deployignore"));
                Files.delete(theirs.resolve(place).resolve(".gitignore"));
            }
        }
    }

    private static Set<TreePath> ignored(Path repository, Set<TreePath> paths) throws IOException {
        Path questions = repository.resolveSibling("questions");
        write(questions, paths.stream().map(path -> path.bytes() + "\0").collect(Collectors.joining()));
        String answer = Trees.run(
                repository,
                "sh",
                "-c",
                "git -c core.excludesFile=/dev/null check-ignore -z --stdin --no-index < ../questions || test $? = 1");
        return Arrays.stream(answer.split("\0"))
                .filter(path -> !path.isEmpty())
                .map(TreePath::new)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same file or directory on both sides; git must see which it is. */
    private static void grow(Path ours, Path theirs, Random random, Map<TreePath, Boolean> paths) throws IOException {
        StringBuilder name = new StringBuilder(pick(NAMES, random));
        for (int depth = random.nextInt(3); depth > 0; depth--) {
            name.append('/').append(pick(NAMES, random));
        }
        TreePath path = new TreePath(name.toString());
        boolean directory = random.nextInt(4) == 0;
        try {
            for (Path root : List.of(ours, theirs)) {
                Files.createDirectories(path.in(root).getParent());
                if (directory) {
                    Files.createDirectory(path.in(root));
                } else {
                    Files.createFile(path.in(root));
                }
            }
        } catch (FileSystemException e) {
            return; // a file is already where a directory would be, or the other way round
        }
        path.parents().forEach(parent -> paths.put(parent, true));
        paths.put(path, directory);
    }

    private static String lines(Random random) {
        StringBuilder lines = new StringBuilder(random.nextInt(10) == 0 ? "\u00ef\u00bb\u00bf" : "");
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            lines.append(random.nextInt(4) == 0 ? "!" : "").append(random.nextInt(4) == 0 ? "/" : "");
            lines.append(pick(PARTS, random));
            for (int depth = random.nextInt(3); depth > 0; depth--) {
                lines.append('/').append(pick(PARTS, random));
            }
            lines.append(random.nextInt(4) == 0 ? "/" : "")
                    .append(random.nextInt(20) == 0 ? "/" : "")
                    .append(" ".repeat(random.nextInt(8) == 0 ? 2 : 0))
                    .append(random.nextInt(10) == 0 ? "\r" : "")
                    .append(n == 1 && random.nextBoolean() ? "" : "\n");
        }
        return lines.toString();
    }

    private static void write(Path file, String latin1) throws IOException {
        Files.write(file, latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String pick(List<String> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
