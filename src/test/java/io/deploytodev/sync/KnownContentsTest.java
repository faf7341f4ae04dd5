package io.deploytodev.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.OutputListener;
import io.deploytodev.host.Sha256;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of one reading of a tree for the next. */
class KnownContentsTest {

    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));
    private static final Clock EARLIER = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));

    /** A program digests a file of this size, and that it did so can be counted. */
    private static final long LARGE = 8L << 20;

    @TempDir
    Path scratch;

    private Path file;
    private int digested;

    @BeforeEach
    void oneLargeFile() throws IOException {
        file = Files.createDirectory(scratch.resolve("tree")).resolve("file");
        write("first");
    }

    @Test
    void what_looks_as_it_did_is_not_read_again() {
        TreeEntry read = read(LATER);

        assertThat(read(LATER)).isEqualTo(read);
        assertThat(digested).isEqualTo(1);
    }

    @Test
    void a_change_is_noticed_though_size_and_time_were_put_back() throws IOException {
        TreeEntry read = read(LATER);
        FileTime modified = Files.getLastModifiedTime(file);
        FileTime changed = changed();
        while (changed().equals(changed)) {
            write("other");
        }
        Files.setLastModifiedTime(file, modified);

        assertThat(read(LATER).content()).isNotEqualTo(read.content());
        assertThat(digested).isEqualTo(2);
    }

    @Test
    void another_file_in_its_place_is_read() throws IOException {
        read(LATER);
        Path other = scratch.resolve("tree/other");
        Files.copy(file, other, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        read(LATER);

        assertThat(digested).isEqualTo(2);
    }

    @Test
    void what_changed_a_moment_before_it_was_read_is_read_again() {
        read(Clock.systemUTC());
        read(Clock.systemUTC());

        assertThat(digested).isEqualTo(2);
    }

    @Test
    void a_clock_that_is_behind_makes_nothing_known() {
        read(EARLIER);
        read(EARLIER);

        assertThat(digested).isEqualTo(2);
    }

    @Test
    void what_changes_while_it_is_read_is_read_again() {
        FileTime before = changed();
        read(LATER, () -> {
            while (changed().equals(before)) {
                write("changed while it was read");
            }
        });
        read(LATER);

        assertThat(digested).isEqualTo(2);
    }

    @Test
    void a_mode_alone_is_seen_at_once() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        read(LATER);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(read(LATER).mode()).isEqualTo(0755);
    }

    @Test
    void what_was_damaged_is_not_believed() throws IOException {
        read(LATER);
        byte[] kept = Files.readAllBytes(memory());
        Files.write(memory(), new byte[kept.length]);
        read(LATER);
        Files.write(memory(), Arrays.copyOf(kept, kept.length - 3));
        read(LATER);
        kept[kept.length / 2] ^= 1;
        Files.write(memory(), kept);
        read(LATER);

        assertThat(digested).isEqualTo(4);
    }

    @Test
    void where_nothing_can_be_kept_the_tree_is_read_all_the_same() throws IOException {
        Files.writeString(scratch.resolve("memory"), "in the way of the directory");

        assertThat(read(LATER)).isEqualTo(read(LATER));
        assertThat(digested).isEqualTo(2);
    }

    private Path memory() {
        return scratch.resolve("memory/of the tree");
    }

    private TreeEntry read(Clock clock) {
        return read(clock, () -> {});
    }

    private TreeEntry read(Clock clock, Io meanwhile) {
        KnownContents contents = KnownContents.in(memory(), clock);
        CommandRunner machine = new CommandRunner() {
            @Override
            public <R> R run(Command<R> command, OutputListener listener) {
                digested++;
                String digest = Sha256.hex(head());
                try {
                    meanwhile.run();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                return command.parser()
                        .parse(new CommandResult(0, (digest + "  file\n").getBytes(StandardCharsets.US_ASCII), ""));
            }
        };
        List<TreeEntry> entries = new TreeReader(scratch.resolve("tree"), (done, total) -> {}, machine, contents)
                .read(List.of(TreePath.of("file")));
        contents.keep();
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private String head() {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            return open.readLine();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void write(String head) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.writeBytes(head + "\n");
            open.setLength(LARGE);
        }
    }

    private FileTime changed() {
        try {
            return (FileTime) Files.getAttribute(file, "unix:ctime");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private interface Io {
        void run() throws IOException;
    }
}
