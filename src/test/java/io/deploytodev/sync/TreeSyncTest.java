package io.deploytodev.sync;

import static io.deploytodev.sync.Trees.exists;
import static io.deploytodev.sync.Trees.link;
import static io.deploytodev.sync.Trees.mode;
import static io.deploytodev.sync.Trees.read;
import static io.deploytodev.sync.Trees.remove;
import static io.deploytodev.sync.Trees.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.LocalHost;
import io.deploytodev.host.Sharing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a sync does, between two directories of this machine. */
@Timeout(30)
class TreeSyncTest {

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
    void the_first_sync_brings_everything() throws Exception {
        write(sync.source, "a.txt", "a");
        write(sync.source, "deep/er/b.txt", "");
        write(sync.source, "big", "0123456789".repeat(200_000));

        TreeSync.Report report = sync.runExactly();

        assertThat(report.files()).isEqualTo(3);
        assertThat(report.uploaded()).isEqualTo(3);
        assertThat(report.bytes()).isEqualTo(2_000_001);
    }

    @Test
    void without_a_change_one_question_is_all() throws Exception {
        write(sync.source, "a.txt", "a");
        link(sync.source, "link", "a.txt");
        String digest = sync.runExactly().treeDigest();

        TreeSync.Report report = sync.runExactly();

        assertThat(report.isUnchanged()).isTrue();
        assertThat(report.treeDigest()).isEqualTo(digest);
        assertThat(sync.commands()).isEqualTo(1);
    }

    @Test
    void the_host_can_tell_what_it_was_brought_even_where_nothing_had_to_travel() throws Exception {
        link(sync.source, "link", "nowhere");
        link(sync.host, "link", "nowhere");

        String digest = sync.runExactly().treeDigest();

        assertThat(sync.asItIs()).isEqualTo(digest);
    }

    @Test
    void a_host_that_was_brought_nothing_says_so() {
        assertThatThrownBy(sync::asItIs)
                .isInstanceOf(DeployFailure.class)
                .hasMessageContaining("no complete source tree");
    }

    @Test
    void only_what_changed_travels() throws Exception {
        write(sync.source, "a.txt", "one line");
        write(sync.source, "big", "x".repeat(100_000));
        sync.runExactly();
        write(sync.source, "a.txt", "one lime");

        TreeSync.Report report = sync.runExactly();

        assertThat(report.uploaded()).isEqualTo(1);
        assertThat(report.bytes()).isEqualTo(8);
        assertThat(sync.commands()).isEqualTo(2);
    }

    @Test
    void a_file_that_was_only_touched_does_not_travel() throws Exception {
        write(sync.source, "a.txt", "a");
        sync.runExactly();
        write(sync.source, "a.txt", "a");

        assertThat(sync.runExactly().isUnchanged()).isTrue();
        assertThat(sync.commands()).isEqualTo(1);
    }

    @Test
    void what_is_deleted_here_goes_there_with_the_directories_that_it_leaves_empty() throws Exception {
        write(sync.source, "keep", "");
        write(sync.source, "a/b/c/file", "");
        sync.runExactly();
        remove(sync.source, "a");

        assertThat(sync.runExactly().removed()).isEqualTo(1);
        assertThat(exists(sync.host, "a")).isFalse();
    }

    @Test
    void the_last_file_can_go_too() throws Exception {
        write(sync.source, "a/only", "");
        sync.runExactly();
        remove(sync.source, "a");

        sync.runExactly();

        assertThat(exists(sync.host, "a")).isFalse();
    }

    @Test
    void a_host_that_has_all_that_is_wanted_says_so_in_a_word() throws Exception {
        write(sync.source, "a.txt", "one");
        write(sync.source, "b/c.txt", "two");
        sync.runExactly();

        Manifest wanted = new SourceTree(sync.source).scan();
        CommandResult answer = new LocalHost(scratch)
                .run(SyncCommands.list(
                                sync.host.toString(),
                                sync.state.toString(),
                                Sharing.OWNER,
                                wanted::digest,
                                BroughtTrees.NONE,
                                new SourceTree(sync.source).passedOverOnHost())
                        .parsedBy(result -> result));

        assertThat(answer.text()).isEqualTo("same\n");
    }

    @Test
    void what_can_be_compressed_and_what_cannot_arrive_in_turns() throws Exception {
        byte[] noise = new byte[300_000];
        new Random(5).nextBytes(noise);
        for (int i = 0; i < 6; i++) {
            Files.write(sync.source.resolve("noise" + i), noise);
            write(sync.source, "text" + i, "the same over and over\n".repeat(5_000 * i));
        }

        sync.runExactly();
    }

    @Test
    void a_mode_that_changed_travels() throws Exception {
        write(sync.source, "run", "#!/bin/sh");
        write(sync.source, "secret", "");
        mode(sync.source, "run", "rwxr-xr-x");
        mode(sync.source, "secret", "rw-------");
        sync.runExactly();
        mode(sync.source, "run", "rw-r--r--");
        sync.runExactly();
        mode(sync.source, "run", "rwxrwxrwx");
        sync.runExactly();
    }

    @Test
    void a_mode_that_was_changed_on_the_host_is_put_back() throws Exception {
        write(sync.source, "run", "#!/bin/sh");
        sync.runExactly();
        mode(sync.host, "run", "rwxrwxrwx");

        sync.runExactly();
    }

    @Test
    void links_travel_as_links_wherever_they_point() throws Exception {
        write(sync.source, "file", "x");
        link(sync.source, "relative", "file");
        link(sync.source, "dir/up", "../file");
        link(sync.source, "dangling", "no such file");
        link(sync.source, "absolute", "/etc/hostname");
        link(sync.source, "outside", "../../..");
        link(sync.source, "odd", "é '$(id)\n");
        sync.runExactly();
        assertThat(sync.runExactly().isUnchanged()).isTrue();

        link(sync.source, "relative", "dangling");
        sync.runExactly();
    }

    @Test
    void a_path_may_become_any_other_kind_of_thing() throws Exception {
        List<String> kinds = List.of("file", "directory", "link to file", "link to directory", "dangling", "nothing");
        write(sync.source, "target/file", "in the target");
        for (String from : kinds) {
            for (String to : kinds) {
                become(from, from + ", then " + to);
            }
        }
        sync.runExactly();
        for (String from : kinds) {
            for (String to : kinds) {
                become(to, from + ", then " + to);
            }
        }
        sync.runExactly();
        assertThat(read(sync.host, "target/file")).isEqualTo("in the target");
    }

    private void become(String kind, String thing) throws Exception {
        remove(sync.source, thing);
        switch (kind) {
            case "file" -> write(sync.source, thing, "content");
            case "directory" -> {
                write(sync.source, thing + "/file", "inside");
                write(sync.source, thing + "/deep/file", "inside");
            }
            case "link to file" -> link(sync.source, thing, "target/file");
            case "link to directory" -> link(sync.source, thing, "target");
            case "dangling" -> link(sync.source, thing, "nowhere");
            default -> {}
        }
    }

    @Test
    void any_name_travels() throws Exception {
        for (String name : List.of(
                "with space",
                "it's \"quoted\"",
                "new\nline",
                "-rf",
                "--checkpoint-action=exec=sh",
                "$(touch hacked)",
                "`id`",
                "back\\slash",
                "*",
                "ünïcode 漢字",
                "#comment",
                "tab\t",
                " ",
                "@LongLink")) {
            write(sync.source, name, name);
            write(sync.source, "in " + name + "/" + name, name);
        }
        write(sync.source, new TreePath("\u00ff\u00fe not text"), "bytes");
        write(sync.source, new TreePath("\u00e9/\u00ff"), "bytes");
        sync.runExactly();
        assertThat(sync.runExactly().isUnchanged()).isTrue();
        assertThat(sync.commands()).isEqualTo(1);

        remove(sync.source, new TreePath("\u00ff\u00fe not text"));
        remove(sync.source, "-rf");
        write(sync.source, "new\nline", "changed");
        sync.runExactly();
    }

    @Test
    void two_names_of_one_file_arrive_as_two_files() throws Exception {
        write(sync.source, "one", "shared");
        Files.createLink(sync.source.resolve("two"), sync.source.resolve("one"));
        sync.runExactly();
        Files.writeString(sync.host.resolve("one"), "edited on the host, in place");

        assertThat(read(sync.host, "two")).isEqualTo("shared");
        assertThat(sync.runExactly().uploaded()).isEqualTo(1);

        Files.writeString(sync.source.resolve("one"), "edited here, under both names");
        assertThat(sync.runExactly().uploaded()).isEqualTo(2);
    }

    @Test
    void a_name_may_change_its_case_alone() throws Exception {
        write(sync.source, "Readme", "x");
        write(sync.source, "Dir/file", "x");
        sync.runExactly();
        Files.move(sync.source.resolve("Readme"), sync.source.resolve("README"));
        Files.move(sync.source.resolve("Dir"), sync.source.resolve("dir"));

        sync.runExactly();
        assertThat(exists(sync.host, "Dir")).isFalse();
    }

    @Test
    void a_setuid_bit_that_somebody_set_on_the_host_goes() throws Exception {
        write(sync.source, "tool", "");
        mode(sync.source, "tool", "rwxr-xr-x");
        sync.runExactly();
        Trees.run(sync.host, "chmod", "u+s", "tool");

        sync.runExactly();
    }

    @Test
    void long_paths_and_long_targets_travel() throws Exception {
        String path = "d".repeat(90) + "/" + "e".repeat(100) + "/" + "f".repeat(110);
        write(sync.source, path, "far away");
        write(sync.source, "é".repeat(120), "long");
        link(sync.source, "link", "t".repeat(300));

        sync.runExactly();
        assertThat(sync.runExactly().isUnchanged()).isTrue();
    }
}
