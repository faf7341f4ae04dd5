package io.deploytodev.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.CutOffHost;
import io.deploytodev.host.LocalHost;
import io.deploytodev.host.OutputListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens on either side between two syncs, and to a sync itself: after the next both sides are the same. */
@Timeout(60)
class RandomTreesTest {

    private static final int ROUNDS = Integer.getInteger("random.rounds", 4);

    private static final int LONGEST_CUT = 3000;

    /** Beside so many files the edits of a round touch little. */
    private static final int BALLAST = 120;

    /** Few, so that they meet each other as files, directories and links; some are no text, some are excluded. */
    private static final List<String> NAMES =
            List.of("a", "A", "b", "c d", "-e", "\u00ff", "\n", "'", "\u00c3\u00a9", ".env", "build", "x.log", "*");

    @TempDir
    Path scratch;

    private Random random = new Random(0);
    private Path outside = Path.of("");

    @AfterEach
    void removeLinksOutOfTheScratchDirectory() throws IOException {
        Trees.run(scratch, "find", ".", "-type", "l", "-delete");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void both_sides_are_the_same_after_each_sync(long seed) throws Exception {
        random = new Random(seed);
        outside = Files.createDirectory(scratch.resolve("outside"));
        Trees.write(outside, "a", "precious");
        Trees.write(outside, "b/a", "precious");
        Map<TreePath, String> precious = Trees.snapshot(outside);
        Sync sync = new Sync(scratch, new LocalHost(scratch));
        Sync cut = new Sync(scratch, cuttingOff());
        if (seed % 2 == 0) {
            Trees.init(sync.source);
        }
        boolean disturbed = seed < 4;
        for (int i = 0; i < BALLAST * (seed % 3); i++) {
            Trees.write(sync.source, "ballast/" + i % 7 + "/" + i, "as it was");
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int edits = random.nextInt(40); edits > 0; edits--) {
                edit(sync.source);
            }
            if (disturbed && round > 0) {
                for (int edits = random.nextInt(10); edits > 0; edits--) {
                    disturb(sync.host);
                }
            }
            if (random.nextInt(3) == 0) {
                interrupted(cut);
            }
            String digest = sync.run().treeDigest();

            assertThat(own(sync.host, sync.source))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(Trees.snapshot(sync.source));
            if (disturbed) {
                assertThat(Trees.directories(sync.host)).containsAll(Trees.directories(sync.source));
            } else {
                assertThat(Trees.directories(sync.host)).isEqualTo(Trees.directories(sync.source));
            }
            assertThat(new SourceTree(sync.source).scan().digest()).isEqualTo(digest);
            assertThat(sync.run().isUnchanged()).isTrue();
        }
        assertThat(Trees.snapshot(outside)).isEqualTo(precious);
    }

    /** Without what the host has put into directories that are empty on the workstation: that is its own. */
    private static Map<TreePath, String> own(Path host, Path source) throws IOException {
        Set<TreePath> empty = new TreeSet<>(Trees.directories(source));
        Trees.snapshot(source).keySet().forEach(path -> empty.removeAll(path.parents()));
        Map<TreePath, String> snapshot = Trees.snapshot(host);
        snapshot.keySet().removeIf(path -> path.parents().stream().anyMatch(empty::contains));
        return snapshot;
    }

    private void edit(Path root) throws IOException {
        TreePath path = path();
        if (random.nextInt(4) == 0) {
            Trees.remove(root, path);
            return;
        }
        makeWay(root, path);
        Path file = path.in(root);
        switch (random.nextInt(8)) {
            case 0 -> Files.createSymbolicLink(file, path().in(Path.of(random.nextBoolean() ? "/" : "/tmp")));
            case 1 -> Files.createSymbolicLink(file, Path.of(random.nextBoolean() ? ".." : "a/b"));
            case 2 -> Files.createDirectory(file);
            case 3 -> hardLink(root, file);
            default -> {
                Files.writeString(file, Integer.toString(random.nextInt(100)).repeat(random.nextInt(3)));
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(random.nextBoolean() ? "rwxr-xr-x" : "rw-r-----"));
            }
        }
    }

    /** On the host nothing excluded may come into the way of what is wanted, for that is never removed. */
    private void disturb(Path root) throws IOException {
        TreePath path = path();
        Exclusions builtIn = Trees.builtIn();
        if (builtIn.excludes(path) || builtIn.excludes(path, true)) {
            return;
        }
        makeWay(root, path);
        Path file = path.in(root);
        switch (random.nextInt(6)) {
            case 0 -> Files.createSymbolicLink(file, Path.of(".."));
            case 1 -> Files.createSymbolicLink(file, outside);
            case 2 -> hardLink(root, file);
            case 3 -> Files.createLink(file, outside.resolve("a"));
            case 4 -> Files.createDirectory(file);
            default -> Files.writeString(file, Integer.toString(random.nextInt(100)));
        }
    }

    /** A second name for a file of the tree. */
    private void hardLink(Path root, Path file) throws IOException {
        List<TreePath> files = Trees.paths(root, "-type", "f", "-not", "-path", "./.git/*");
        if (!files.isEmpty()) {
            Files.createLink(file, files.get(random.nextInt(files.size())).in(root));
        }
    }

    private static void interrupted(Sync cut) {
        try {
            cut.run();
        } catch (DeployFailure e) {
            // So it should be; but where nothing had to be sent, nothing was cut off.
        }
    }

    /** A host whose link breaks somewhere in the transfer. */
    private CommandRunner cuttingOff() {
        return new CommandRunner() {
            @Override
            public <R> R run(Command<R> command, OutputListener listener) {
                LocalHost whole = new LocalHost(scratch);
                return command.argv().get(2).contains("tar ")
                        ? new CutOffHost(whole, random.nextInt(LONGEST_CUT)).run(command, listener)
                        : whole.run(command, listener);
            }
        };
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

    private TreePath path() {
        StringBuilder path = new StringBuilder(name());
        for (int depth = random.nextInt(3); depth > 0; depth--) {
            path.append('/').append(name());
        }
        return new TreePath(path.toString());
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }
}
