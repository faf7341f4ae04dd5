package io.deploytodev.sync;

import static io.deploytodev.sync.Trees.exists;
import static io.deploytodev.sync.Trees.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.host.CommandResult;
import io.deploytodev.host.LocalHost;
import io.deploytodev.host.Sharing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class BroughtTreesTest {

    @TempDir
    Path scratch;

    private Sync sync;

    @BeforeEach
    void brought() throws Exception {
        sync = new Sync(scratch, new LocalHost(scratch));
        for (int i = 0; i < 50; i++) {
            write(sync.source, "dir" + i + "/file", "content " + i);
        }
        sync.runExactly();
    }

    @Test
    void a_host_that_has_a_tree_that_is_known_here_need_only_say_which() throws Exception {
        String digest = new SourceTree(sync.source).scan().digest();
        write(sync.source, "dir1/file", "another");

        HostTree there = HostTree.parse(answer(), known());
        assertThat(there.brought().digest()).isEqualTo(digest);
        assertThat(there.entries()).hasSize(50);
        assertThat(there.directories()).hasSize(50);
        assertThat(known().digests()).isEqualTo(digest);
        assertThat(answer()).hasSizeLessThan(600);
        assertThat(sync.runExactly().uploaded()).isEqualTo(1);
    }

    @Test
    void what_changed_on_the_host_since_is_found_and_mended() throws Exception {
        write(sync.source, "dir1/file", "another");
        write(sync.host, "dir2/file", "of the host");
        write(sync.host, "dir3/stray", "");

        TreeSync.Report report = sync.runExactly();

        assertThat(report.uploaded()).isEqualTo(2);
        assertThat(report.removed()).isEqualTo(1);
    }

    @Test
    void a_directory_that_the_host_made_is_known_of_where_a_file_must_be() throws Exception {
        Files.createDirectory(sync.host.resolve("own"));
        sync.runExactly();
        write(sync.source, "own", "a file");

        sync.runExactly();
    }

    @Test
    void files_that_went_go_and_their_directory_with_them() throws Exception {
        Trees.remove(sync.source, "dir7");

        assertThat(sync.runExactly().removed()).isEqualTo(1);
        assertThat(exists(sync.host, "dir7")).isFalse();
    }

    @Test
    void a_tree_that_is_not_whole_any_more_is_forgotten_and_the_host_is_asked_for_all() throws Exception {
        Path kept = keptFiles().get(0);
        Files.write(kept, new byte[100]);
        write(sync.source, "dir1/file", "another");

        assertThat(sync.runExactly().uploaded()).isEqualTo(1);
        assertThat(kept).doesNotExist();
    }

    @Test
    void only_the_newest_are_kept_and_nobody_else_may_read_them() throws Exception {
        for (int i = 0; i < 6; i++) {
            for (Path kept : keptFiles()) {
                Files.setLastModifiedTime(
                        kept,
                        FileTime.fromMillis(Files.getLastModifiedTime(kept).toMillis() - 60_000));
            }
            write(sync.source, "dir1/file", "version " + i);
            sync.runExactly();
        }

        assertThat(keptFiles()).hasSize(4);
        assertThat(known().digests())
                .contains(new SourceTree(sync.source).scan().digest());
        assertThat(Files.getPosixFilePermissions(keptFiles().get(0)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_name_that_is_no_digest_leads_nowhere() {
        assertThatThrownBy(() -> known().tree("../../etc/passwd")).isInstanceOf(BroughtTrees.Forgotten.class);
    }

    private byte[] answer() {
        SourceTree tree = new SourceTree(sync.source);
        return new LocalHost(scratch)
                .run(SyncCommands.list(
                                sync.host.toString(),
                                sync.state.toString(),
                                Sharing.OWNER,
                                () -> tree.scan().digest(),
                                known(),
                                tree.passedOverOnHost())
                        .parsedBy(CommandResult::stdout));
    }

    private BroughtTrees known() {
        return BroughtTrees.in(directory());
    }

    private Path directory() {
        try (Stream<Path> kept = Files.list(sync.memory)) {
            return kept.filter(Files::isDirectory).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> keptFiles() throws Exception {
        try (Stream<Path> kept = Files.list(directory())) {
            return kept.toList();
        }
    }
}
