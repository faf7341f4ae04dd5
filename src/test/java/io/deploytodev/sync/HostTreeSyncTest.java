package io.deploytodev.sync;

import static io.deploytodev.sync.Trees.exists;
import static io.deploytodev.sync.Trees.git;
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

/** What a sync makes of what it finds on the host. */
@Timeout(30)
class HostTreeSyncTest {

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
    void what_the_host_has_beside_is_removed() throws Exception {
        write(sync.source, "a", "");
        sync.runExactly();
        write(sync.host, "stray", "");
        write(sync.host, "dir/stray", "");
        link(sync.host, "stray link", "a");
        Trees.run(sync.host, "mkfifo", "pipe");

        assertThat(sync.runExactly().removed()).isEqualTo(4);
        assertThat(exists(sync.host, "dir")).isFalse();
    }

    @Test
    void what_is_excluded_neither_travels_nor_is_touched_on_the_host() throws Exception {
        for (String path :
                List.of(".env", "app/.env.production", "node_modules/x/y", "app/dist/z", "run.log", "logs/1")) {
            write(sync.source, path, "of the workstation");
            write(sync.host, path, "of the host");
        }
        write(sync.source, "app/main", "");

        sync.runExactly();
        remove(sync.source, "app/main");
        sync.runExactly();

        for (String path :
                List.of(".env", "app/.env.production", "node_modules/x/y", "app/dist/z", "run.log", "logs/1")) {
            assertThat(read(sync.host, path)).isEqualTo("of the host");
        }
    }

    @Test
    void what_git_ignores_stays_on_the_host_and_does_not_travel() throws Exception {
        Trees.init(sync.source);
        write(sync.source, ".gitignore", "/data/\n*.tmp\n");
        write(sync.source, "main", "");
        write(sync.source, "data/local", "of the workstation");
        write(sync.host, "data/live", "of the host");
        write(sync.host, "deep/x.tmp", "of the host");
        write(sync.host, "stray", "");

        sync.run();

        assertThat(Trees.snapshot(sync.host).keySet())
                .containsExactlyInAnyOrder(
                        Trees.path(".gitignore"),
                        Trees.path("main"),
                        Trees.path("data/live"),
                        Trees.path("deep/x.tmp"));
        assertThat(sync.run().isUnchanged()).isTrue();
        assertThat(sync.commands())
                .as("what the host has for itself is not read over and over")
                .isEqualTo(1);
    }

    @Test
    void what_was_brought_and_is_ignored_now_goes_unless_the_host_has_made_it_its_own() throws Exception {
        Trees.init(sync.source);
        write(sync.source, "stale", "as brought");
        write(sync.source, "live", "as brought");
        sync.runExactly();
        write(sync.source, ".gitignore", "stale\nlive\n");
        remove(sync.source, "stale");
        remove(sync.source, "live");
        write(sync.host, "live", "written by the host");

        sync.run();

        assertThat(exists(sync.host, "stale")).isFalse();
        assertThat(read(sync.host, "live")).isEqualTo("written by the host");
    }

    @Test
    void ignored_files_survive_where_git_cannot_look_here() throws Exception {
        Trees.init(sync.source);
        write(sync.source, ".gitignore", "*.db\nlinked\n");
        write(sync.source, "clone/readme", "");
        Trees.init(sync.source.resolve("clone"));
        write(sync.source, "clone/.gitignore", "cache/\n");
        write(sync.source, "elsewhere/x", "");
        link(sync.source, "linked", "elsewhere");
        write(sync.host, "linked/behind", "of the host");
        write(sync.host, "clone/cache/hot", "of the host");
        write(sync.host, "live.db", "of the host");
        write(sync.host, "clone/stray", "");

        sync.run();

        assertThat(exists(sync.host, "linked/behind")).isTrue();
        assertThat(exists(sync.host, "clone/cache/hot")).isTrue();
        assertThat(exists(sync.host, "live.db")).isTrue();
        assertThat(exists(sync.host, "clone/stray")).isFalse();
    }

    @Test
    void a_link_in_the_way_of_a_directory_leads_nothing_out_of_the_tree() throws Exception {
        Path outside = Files.createDirectory(scratch.resolve("outside"));
        Files.writeString(outside.resolve("file"), "precious");
        Files.createDirectories(sync.host);
        Files.createSymbolicLink(sync.host.resolve("dir"), outside);
        Files.createSymbolicLink(sync.host.resolve("file"), outside.resolve("file"));
        Files.createDirectory(sync.host.resolve("deep"));
        Files.createSymbolicLink(sync.host.resolve("deep/er"), outside);
        write(sync.source, "dir/file", "ours");
        write(sync.source, "file", "ours");
        write(sync.source, "deep/er/still/file", "ours");

        sync.runExactly();

        assertThat(Trees.snapshot(outside)).hasSize(1);
        assertThat(Files.readString(outside.resolve("file"))).isEqualTo("precious");
    }

    @Test
    void a_tree_that_is_itself_a_link_on_the_host_is_synced_where_it_leads() throws Exception {
        Path disk = Files.createDirectory(scratch.resolve("other disk"));
        Files.createDirectories(sync.host.getParent());
        Files.createSymbolicLink(sync.host, disk);
        write(sync.source, "a", "a");
        write(disk, "stray", "");

        sync.run();
        assertThat(Trees.snapshot(disk)).isEqualTo(Trees.snapshot(sync.source));
        assertThat(sync.run().isUnchanged()).isTrue();
    }

    @Test
    void a_change_on_the_host_is_found_even_with_its_size_and_time_put_back() throws Exception {
        write(sync.source, "a", "right");
        sync.runExactly();
        Trees.run(sync.host, "sh", "-c", "touch -r a ../stamp; printf wrong > a; touch -r ../stamp a");

        assertThat(sync.runExactly().uploaded()).isEqualTo(1);
    }

    @Test
    void files_on_the_host_are_replaced_and_never_written_into() throws Exception {
        write(sync.source, "a", "new");
        write(sync.host, "a", "old");
        Path snapshot = scratch.resolve("snapshot");
        Files.createLink(snapshot, sync.host.resolve("a"));

        sync.runExactly();

        assertThat(snapshot).hasContent("old");
    }

    @Test
    void a_host_that_lost_what_it_kept_is_compared_anew_without_sending_what_it_has() throws Exception {
        write(sync.source, "a", "a");
        write(sync.source, "b", "b");
        sync.runExactly();
        remove(sync.state.getParent(), "state");
        write(sync.host, "b", "x");

        assertThat(sync.runExactly().uploaded()).isEqualTo(1);
        assertThat(sync.runExactly().isUnchanged()).isTrue();
        assertThat(sync.commands()).isEqualTo(1);
    }

    @Test
    void what_the_host_kept_may_be_damaged() throws Exception {
        write(sync.source, "a", "a");
        for (String kept : List.of("tree.manifest", "tree.listing", "tree.before", "tree.sent")) {
            sync.run();
            Files.writeString(sync.state.resolve(kept), "garbage");
            write(sync.host, "a", "b");

            sync.runExactly();
        }
    }

    @Test
    void a_repository_gives_what_it_tracks_and_would_track_as_it_is_now() throws Exception {
        Trees.init(sync.source);
        write(sync.source, ".gitignore", "ignored\n");
        write(sync.source, "tracked", "committed");
        write(sync.source, "deleted", "");
        write(sync.source, "staged away", "");
        write(sync.source, "forced", "");
        Trees.commitAll(sync.source);
        write(sync.source, "tracked", "edited");
        remove(sync.source, "deleted");
        git(sync.source, "rm", "--quiet", "staged away");
        write(sync.source, "untracked", "");
        write(sync.source, "staged", "");
        git(sync.source, "add", "staged");
        write(sync.source, "ignored", "");

        sync.run();

        assertThat(Trees.snapshot(sync.host).keySet())
                .extracting(TreePath::toString)
                .containsExactly(".gitignore", "forced", "staged", "tracked", "untracked");
        assertThat(read(sync.host, "tracked")).isEqualTo("edited");
    }
}
