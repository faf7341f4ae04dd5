package io.deploytodev.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.LocalHost;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However the lines of a .deployignore change: what is excluded now stays as it is on the host, and the rest is the same. */
@Timeout(60)
class RandomIgnoreTest {

    private static final int TREES = Integer.getInteger("random.trees", 6);

    private static final int ROUNDS = 3;

    private static final List<String> NAMES = List.of("a", "b", "c.tmp", "keep.tmp", "build", "x.log", ".env", "data");

    private static final List<String> LINES = List.of(
            "*.tmp", "!keep.tmp", "data/", "/data", "a/b", "**/b/", "!build/", "!/build", "!*.log", "b", "!a/b", "a/*");

    @TempDir
    Path scratch;

    static LongStream trees() {
        return LongStream.range(0, TREES);
    }

    @ParameterizedTest
    @MethodSource("trees")
    void what_is_excluded_stays_as_it_is_and_the_rest_is_the_same(long seed) throws Exception {
        Random random = new Random(seed);
        Sync sync = new Sync(scratch, new LocalHost(scratch));
        Files.createDirectories(sync.host);
        if (seed % 2 == 0) {
            Trees.init(sync.source);
        }
        for (int round = 0; round < ROUNDS; round++) {
            grow(sync.source, random, "workstation");
            grow(sync.host, random, "host");
            StringBuilder lines = new StringBuilder();
            for (int n = random.nextInt(5); n > 0; n--) {
                lines.append(LINES.get(random.nextInt(LINES.size()))).append('\n');
            }
            Trees.write(sync.source, ".deployignore", lines.toString());
            Exclusions exclusions = new Exclusions(sync.source, List.of());
            Map<TreePath, String> before = everything(sync.host);

            boolean inTheWay = false;
            try {
                sync.run();
            } catch (DeployFailure e) {
                assertThat(e.why()).containsAnyOf("Cannot open", "Cannot mkdir", "Is a directory", "Cannot unlink");
                inTheWay = true;
            }

            Map<TreePath, String> after = everything(sync.host);
            before.keySet().removeIf(path -> !exclusions.excludes(path));
            assertThat(after).as("seed %d, round %d: %s", seed, round, lines).containsAllEntriesOf(before);
            if (inTheWay) {
                Trees.run(sync.host, "find", ".", "-mindepth", "1", "-delete");
                continue;
            }
            after.keySet().removeIf(exclusions::excludes);
            Map<TreePath, String> wanted = everything(sync.source);
            wanted.keySet().removeIf(exclusions::excludes);
            assertThat(after).as("seed %d, round %d: %s", seed, round, lines).isEqualTo(wanted);
        }
    }

    private static void grow(Path root, Random random, String content) throws IOException {
        for (int i = 0; i < 25; i++) {
            StringBuilder name = new StringBuilder(NAMES.get(random.nextInt(NAMES.size())));
            for (int depth = random.nextInt(3); depth > 0; depth--) {
                name.append('/').append(NAMES.get(random.nextInt(NAMES.size())));
            }
            try {
                if (random.nextInt(4) == 0) {
                    Trees.remove(root, name.toString());
                } else {
                    Trees.write(root, name.toString(), content + random.nextInt(3));
                }
            } catch (FileSystemException e) {
                // A file is already where a directory would be, or the other way round.
            }
        }
    }

    private static Map<TreePath, String> everything(Path root) throws IOException {
        Map<TreePath, String> everything = new TreeMap<>();
        for (TreePath path : Trees.paths(root, "-type", "f", "-not", "-path", "./.git/*")) {
            everything.put(path, Files.readString(path.in(root)));
        }
        return everything;
    }
}
