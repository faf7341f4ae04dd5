package io.deploytodev.sync;

import static io.deploytodev.sync.Trees.link;
import static io.deploytodev.sync.Trees.mode;
import static io.deploytodev.sync.Trees.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.LocalHost;
import io.deploytodev.host.OutputListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sync that touches little of a large tree mends the lists that the host keeps, with a real shell. */
@Timeout(60)
class ListPatchTest {

    private static final int LIST_AND_APPLY = 2;
    private static final int LIST_AND_APPLY_TWICE = 3;

    @TempDir
    Path scratch;

    private Sync sync;
    private Runnable beforeApply = () -> {};

    @BeforeEach
    void aTreeIsThere() throws IOException {
        sync = new Sync(scratch, hostWithOthers());
        for (int i = 0; i < 80; i++) {
            write(sync.source, "dir" + i % 8 + "/deeper/file " + i, "content " + i);
        }
        Files.createDirectories(sync.source.resolve("empty"));
        link(sync.source, "link", "dir1");
        sync.runExactly();
    }

    @Test
    void a_tree_with_a_link_is_known_from_the_first_sync_on() throws IOException {
        exactlyBy(1);
    }

    @Test
    void one_file_takes_two_commands_and_is_known_afterwards() throws IOException {
        write(sync.source, "dir1/deeper/file 1", "another");
        exactlyBy(LIST_AND_APPLY);
    }

    @Test
    void every_kind_of_change_is_known_afterwards() throws IOException {
        write(sync.source, "dir1/deeper/file 1", "another");
        Trees.remove(sync.source, "dir2/deeper/file 2");
        write(sync.source, "new/directory/file", "new");
        write(sync.source, "empty/no longer", "");
        Files.createDirectories(sync.source.resolve("empty2/inside"));
        mode(sync.source, "dir3/deeper/file 3", "rwxr-x---");
        link(sync.source, "link", "dir2");
        link(sync.source, "dir4/link", "./../dir3");
        Trees.remove(sync.source, "dir5/deeper/file 5");
        link(sync.source, "dir5/deeper/file 5", "was a file");
        write(sync.source, "line\nend and \u00e4", "text");
        exactlyBy(LIST_AND_APPLY);
    }

    @Test
    void a_directory_that_goes_is_known_to_be_gone() throws IOException {
        for (int i = 1; i < 80; i += 8) {
            Trees.remove(sync.source, "dir1/deeper/file " + i);
        }
        Trees.remove(sync.source, "dir1");
        exactlyBy(LIST_AND_APPLY);
        assertThat(sync.host.resolve("dir1")).doesNotExist();
    }

    @Test
    void a_tree_that_was_patched_is_patched_again() throws IOException {
        for (int round = 0; round < 5; round++) {
            write(sync.source, "dir" + round + "/deeper/file " + round, "round " + round);
            write(sync.source, "dir0/added " + round, "");
            exactlyBy(LIST_AND_APPLY);
        }
    }

    @Test
    void a_name_that_find_would_misread_makes_the_lists_anew() throws IOException {
        write(sync.source, "-delete", "no option");
        write(sync.source, "(", "no operator");
        exactlyBy(LIST_AND_APPLY);
    }

    @Test
    void names_that_no_list_of_lines_can_hold_send_all_of_the_manifest() throws IOException {
        write(sync.source, "dir1/one\u0001two", "content");
        write(sync.source, "dir1/one\u0001three", "content");
        sync.runExactly();
        write(sync.source, "dir2/deeper/file 2", "another");
        exactlyBy(LIST_AND_APPLY_TWICE);
    }

    @Test
    void a_damaged_manifest_on_the_host_is_sent_as_a_whole() throws IOException {
        Files.write(sync.state.resolve("tree.manifest"), new byte[10]);
        write(sync.source, "dir2/deeper/file 2", "another");
        exactlyBy(LIST_AND_APPLY_TWICE);
    }

    @Test
    void what_somebody_changes_elsewhere_meanwhile_is_found_by_the_next_sync() throws IOException {
        syncWhileSomebodyWrites("dir6/deeper/file 6");

        assertThat(Trees.read(sync.host, "dir6/deeper/file 6")).isEqualTo("of somebody else");
        assertThat(sync.runExactly().uploaded()).isEqualTo(1);
        exactlyBy(1);
    }

    @Test
    void what_somebody_adds_beside_what_is_sent_is_found_by_the_next_sync() throws IOException {
        syncWhileSomebodyWrites("dir1/deeper/stray");

        assertThat(sync.runExactly().removed()).isEqualTo(1);
        exactlyBy(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            false | echo again > 'dir2/deeper/file 2'
            true  | echo again > 'dir2/deeper/file 2'
            false | chmod 600 'dir1/deeper/file 1'
            true  | chmod 600 'dir1/deeper/file 1'
            false | rmdir lonely
            true  | rmdir lonely
            false | rmdir empty
            true  | rmdir empty
            false | mv 'dir1/deeper/file 1' copy; ln -s ../../copy 'dir1/deeper/file 1'
            true  | mv 'dir1/deeper/file 1' copy; ln -s ../../copy 'dir1/deeper/file 1'
            false | rm link; ln -s dir3 link
            true  | rm link; ln -s dir3 link
            false | mkdir -p dir1/for; touch dir1/for/a; rm -r dir1/for
            true  | mkdir -p dir1/for; touch dir1/for/a; rm -r dir1/for
            """)
    void what_somebody_does_to_what_is_written_is_found_by_the_next_sync(boolean much, String disturbance)
            throws IOException {
        write(sync.source, "lonely/file", "");
        sync.runExactly();
        Trees.remove(sync.source, "lonely/file");
        Trees.remove(sync.source, "dir2/deeper/file 2");
        link(sync.source, "link", "dir2");
        for (int i = 0; i < (much ? 80 : 2); i++) {
            if (i != 2) {
                write(sync.source, "dir" + i % 8 + "/deeper/file " + i, "another " + i);
            }
        }
        tarThen(disturbance);
        try {
            sync.run();
        } catch (DeployFailure e) {
            // So much the better.
        }
        Files.delete(scratch.resolve("bin/tar"));

        sync.runExactly();
        assertThat(Trees.directories(sync.host)).isEqualTo(Trees.directories(sync.source));
        write(sync.source, "dir1/deeper/file 1", "at last");
        exactlyBy(LIST_AND_APPLY);
    }

    @Test
    void a_directory_that_becomes_a_link_to_the_like_is_known_afterwards() throws IOException {
        Trees.remove(sync.source, "dir1");
        link(sync.source, "dir1", "dir2");
        exactlyBy(LIST_AND_APPLY);
    }

    @Test
    void without_room_to_sort_nothing_is_taken_for_the_same() throws IOException {
        write(sync.source, "dir1/deeper/file 1", "another");
        sync.run();
        Files.createDirectories(scratch.resolve("bin"));
        executable("sort", "exit 2");
        write(sync.host, "dir1/deeper/file 1", "changed");

        assertThatThrownBy(() -> {
                    sync.run();
                    throw new IllegalStateException(Trees.read(sync.host, "dir1/deeper/file 1"));
                })
                .satisfiesAnyOf(
                        failure -> assertThat(failure).isInstanceOf(DeployFailure.class),
                        failure -> assertThat(failure).hasMessage("another"));
    }

    private void tarThen(String disturbance) throws IOException {
        executable("tar", "PATH=${PATH#*:}; tar \"$@\"; code=$?; " + disturbance + "; exit $code");
    }

    private void executable(String name, String script) throws IOException {
        Files.createDirectories(scratch.resolve("bin"));
        Path file = Files.writeString(scratch.resolve("bin/" + name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** Both sides are the same, after so many commands; the host knows exactly what it has, and says so in one. */
    private void exactlyBy(int commands) throws IOException {
        sync.runExactly();
        assertThat(sync.commands()).isEqualTo(commands);
        Manifest wanted = new SourceTree(sync.source).scan();
        assertThat(Files.readAllBytes(sync.state.resolve("tree.manifest"))).isEqualTo(wanted.toBytes());
        assertThat(Trees.directories(sync.host)).isEqualTo(Trees.directories(sync.source));
        assertThat(sync.run().isUnchanged()).isTrue();
        assertThat(sync.commands()).isEqualTo(1);
        assertThat(sync.state.toFile().list())
                .containsExactlyInAnyOrder(
                        "tree.before",
                        "tree.before.new",
                        "tree.exact",
                        "tree.listing",
                        "tree.manifest",
                        "tree.room",
                        "tree.sent");
    }

    private void syncWhileSomebodyWrites(String path) throws IOException {
        write(sync.source, "dir1/deeper/file 1", "another");
        beforeApply = () -> {
            try {
                write(sync.host, path, "of somebody else");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        sync.run();
        beforeApply = () -> {};
    }

    private CommandRunner hostWithOthers() {
        return new CommandRunner() {
            @Override
            public <R> R run(Command<R> command, OutputListener listener) {
                if (command.argv().get(2).contains("tar ")) {
                    beforeApply.run();
                }
                return new LocalHost(scratch)
                        .run(
                                command.startedBy(
                                        List.of("env", "PATH=" + scratch.resolve("bin") + ":" + System.getenv("PATH"))),
                                listener);
            }
        };
    }
}
