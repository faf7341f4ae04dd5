package io.deploytodev.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.LocalHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens on either side between two syncs: after a sync both are the same. */
@Timeout(60)
class RandomTreesTest {

    private static final int ROUNDS = Integer.getInteger("random.rounds", 4);

    /** Few, so that they meet each other as files, directories and links; some are no text, some are excluded. */
    private static final List<String> NAMES =
            List.of("a", "b", "c d", "-e", "\u00ff", "\n", "'", "\u00c3\u00a9", ".env", "build", "x.log", "*");

    @TempDir
    Path scratch;

    @AfterEach
    void removeLinksOutOfTheScratchDirectory() throws IOException {
        Trees.run(scratch, "find", ".", "-type", "l", "-delete");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void both_sides_are_the_same_after_each_sync(long seed) throws Exception {
        Random random = new Random(seed);
        Sync sync = new Sync(scratch, new LocalHost(scratch));
        if (seed % 2 == 0) {
            Trees.init(sync.source);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int edits = random.nextInt(40); edits > 0; edits--) {
                edit(sync.source, random);
            }
            if (round > 0) {
                for (int edits = random.nextInt(10); edits > 0; edits--) {
                    disturb(sync.host, random);
                }
            }
            String digest = sync.run().treeDigest();

            assertThat(Trees.snapshot(sync.host))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(Trees.snapshot(sync.source));
            assertThat(new SourceTree(sync.source).scan().digest()).isEqualTo(digest);
            assertThat(sync.run().isUnchanged()).isTrue();
        }
    }

    private static void edit(Path root, Random random) throws IOException {
        TreePath path = path(random);
        if (random.nextInt(4) == 0) {
            Trees.remove(root, path);
            return;
        }
        makeWay(root, path);
        Path file = path.in(root);
        switch (random.nextInt(5)) {
            case 0 -> Files.createSymbolicLink(file, path(random).in(Path.of(random.nextBoolean() ? "/" : "/tmp")));
            case 1 -> Files.createSymbolicLink(file, Path.of(random.nextBoolean() ? ".." : "a/b"));
            default -> {
                Files.writeString(file, Integer.toString(random.nextInt(100)).repeat(random.nextInt(3)));
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(random.nextBoolean() ? "rwxr-xr-x" : "rw-r-----"));
            }
        }
    }

    /** On the host nothing excluded may come into the way of what is wanted, for that is never removed. */
    private static void disturb(Path root, Random random) throws IOException {
        TreePath path = path(random);
        if (!Exclusions.excludes(path)
                && !Exclusions.excludes(TreePath.of("any").under(path))) {
            edit(root, random, path);
        }
    }

    private static void edit(Path root, Random random, TreePath path) throws IOException {
        makeWay(root, path);
        if (random.nextBoolean()) {
            Files.writeString(path.in(root), Integer.toString(random.nextInt(100)));
        } else {
            Files.createSymbolicLink(path.in(root), Path.of(".."));
        }
    }

    private static void makeWay(Path root, TreePath path) throws IOException {
        for (TreePath parent : path.parents()) {
            if (!Files.isDirectory(parent.in(root), LinkOption.NOFOLLOW_LINKS)) {
                Trees.remove(root, parent);
            }
        }
        Trees.remove(root, path);
        Files.createDirectories(path.in(root).getParent());
    }

    private static TreePath path(Random random) {
        StringBuilder path = new StringBuilder(name(random));
        for (int depth = random.nextInt(3); depth > 0; depth--) {
            path.append('/').append(name(random));
        }
        return new TreePath(path.toString());
    }

    private static String name(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }
}
