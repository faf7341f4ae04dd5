package io.deploytodev.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.LocalHost;
import io.deploytodev.host.Sharing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that come and go on a real file system, by real shells. */
class TreeSnapshotsTest {

    @TempDir
    private Path scratch;

    private Sync sync;
    private TreeSnapshots snapshots;

    @BeforeEach
    void aTree() throws IOException {
        LocalHost host = new LocalHost(scratch);
        sync = new Sync(scratch, host);
        snapshots = new TreeSnapshots(host, sync.host.toString(), sync.state.toString(), Sharing.OWNER);
        write("compose.yml", "first");
        write("app/same.txt", "same");
        write("app/-f *'\n odd", "first");
        write("gone/with/it.txt", "first");
        Files.createSymbolicLink(sync.source.resolve("link"), Path.of("nowhere at all"));
        Files.createDirectories(sync.source.resolve("empty"));
    }

    @Test
    void aKeptTreeComesBackWholeAfterManyChanges() throws IOException {
        String first = keep("");
        var then = Trees.snapshot(sync.host);
        String second = change(first);
        var later = Trees.snapshot(sync.host);

        assertThat(snapshots.restore(first)).isEqualTo(new TreeSnapshots.Restored(true, 5, 2));
        assertThat(Trees.snapshot(sync.host)).isEqualTo(then);
        assertThat(sync.asItIs()).isEqualTo(first);

        assertThat(snapshots.restore(second).kept()).isTrue();
        assertThat(Trees.snapshot(sync.host)).isEqualTo(later);
    }

    @Test
    void aTreeThatIsThereIsNotTouched() throws IOException {
        String first = keep("");
        Object before = Files.getAttribute(sync.host.resolve("compose.yml"), "unix:ctime");
        assertThat(snapshots.restore(first)).isEqualTo(new TreeSnapshots.Restored(true, 0, 0));
        assertThat(Files.getAttribute(sync.host.resolve("compose.yml"), "unix:ctime"))
                .isEqualTo(before);
    }

    @Test
    void keepingATreeDoesNotMakeTheNextSyncReadItAnew() throws IOException {
        keep("");
        sync.run();
        assertThat(sync.commands()).isEqualTo(1);
    }

    @Test
    void whatDidNotChangeIsKeptOnceAndIsNoLinkIntoTheLiveTree() throws IOException {
        String first = keep("");
        String second = change(first);
        Path kept = kept(first).resolve("app/same.txt");
        assertThat(Files.getAttribute(kept(second).resolve("app/same.txt"), "unix:ino"))
                .isEqualTo(Files.getAttribute(kept, "unix:ino"));
        Files.writeString(sync.host.resolve("app/same.txt"), "written by a service");
        assertThat(kept).hasContent("same");
    }

    @Test
    void whatTheHostHasForItselfStays() throws IOException {
        String first = keep("");
        change(first);
        Files.writeString(sync.host.resolve(".env"), "HOST=own");
        Files.createDirectories(sync.host.resolve("new"));
        Files.writeString(sync.host.resolve("new/data.db"), "precious");
        snapshots.restore(first);
        assertThat(sync.host.resolve(".env")).hasContent("HOST=own");
        assertThat(sync.host.resolve("new/data.db")).hasContent("precious");
    }

    @Test
    void afterARestoreTheNextSyncBringsWhatDiffers() throws IOException {
        String first = keep("");
        change(first);
        snapshots.restore(first);
        assertThat(sync.runExactly().uploaded()).isEqualTo(4);
    }

    @Test
    void afterASyncThatWasCutOffEverythingIsWrittenAnew() throws IOException {
        String first = keep("");
        var then = Trees.snapshot(sync.host);
        Files.delete(sync.state.resolve("tree.listing"));
        Files.writeString(sync.host.resolve("compose.yml"), "half");
        snapshots.restore(first);
        assertThat(Trees.snapshot(sync.host)).isEqualTo(then);
    }

    @Test
    void aTreeThatIsNotKeptIsNotRestored() throws IOException {
        keep("");
        assertThat(snapshots.restore("0123").kept()).isFalse();
    }

    @Test
    void aTreeThatCannotBeReadIsNotKeptInPart() throws IOException {
        String digest = sync.run().treeDigest();
        Files.delete(sync.host.resolve("app/same.txt"));
        assertThatThrownBy(() -> snapshots.keep(digest, "")).isInstanceOf(CommandFailed.class);
        assertThat(snapshots.restore(digest).kept()).isFalse();
    }

    private String change(String base) throws IOException {
        write("compose.yml", "second");
        write("app/-f *'\n odd", "second, and longer");
        write("new/file.txt", "second");
        Files.delete(sync.source.resolve("gone/with/it.txt"));
        Files.delete(sync.source.resolve("gone/with"));
        Files.delete(sync.source.resolve("gone"));
        Files.delete(sync.source.resolve("link"));
        write("link/is/a/directory", "now");
        Files.delete(sync.source.resolve("empty"));
        return keep(base);
    }

    private String keep(String base) throws IOException {
        String digest = sync.runExactly().treeDigest();
        snapshots.keep(digest, base);
        assertThat(Trees.snapshot(kept(digest))).isEqualTo(Trees.snapshot(sync.host));
        return digest;
    }

    private Path kept(String digest) {
        return sync.state.resolve("trees").resolve(digest).resolve("files");
    }

    private void write(String path, String content) throws IOException {
        Path file = sync.source.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
