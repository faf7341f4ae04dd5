package io.deploytodev.sync;

import static io.deploytodev.sync.Trees.link;
import static io.deploytodev.sync.Trees.mode;
import static io.deploytodev.sync.Trees.remove;
import static io.deploytodev.sync.Trees.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.host.HostUnreachable;
import io.deploytodev.host.SshHost;
import io.deploytodev.host.TestSshServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same over SSH, with what only SSH can do to it. */
@Timeout(30)
class SshTreeSyncTest {

    @TempDir
    static Path keys;

    @TempDir
    Path scratch;

    private static TestSshServer server;
    private static SshHost host;

    @BeforeAll
    static void start() throws Exception {
        server = TestSshServer.start(keys);
        host = server.connect();
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
        server.close();
    }

    @Test
    void a_tree_comes_over_and_follows_each_change() throws Exception {
        Sync sync = new Sync(scratch, host);
        byte[] noise = new byte[1_000_000];
        new Random(3).nextBytes(noise);
        Files.write(sync.source.resolve("noise"), noise);
        write(sync.source, "it's $(id)/new\nline", "hostile");
        write(sync.source, new TreePath("\u00ff"), "bytes");
        link(sync.source, "link", "nowhere");
        write(sync.source, "run", "#!/bin/sh");
        mode(sync.source, "run", "rwxr-xr-x");
        sync.runExactly();
        assertThat(sync.runExactly().isUnchanged()).isTrue();
        assertThat(sync.commands()).isEqualTo(1);

        remove(sync.source, "it's $(id)");
        remove(sync.source, "link");
        write(sync.source, "link/is/a directory now", "");
        write(sync.source, "run", "#!/bin/bash");
        write(sync.host, "stray", "");
        sync.runExactly();
    }

    @Test
    void a_connection_that_breaks_in_the_middle_leaves_nothing_that_the_next_sync_would_believe() throws Exception {
        Files.createDirectory(scratch.resolve("other"));
        try (TestSshServer dying = TestSshServer.start(scratch.resolve("other"));
                SshHost breaking = dying.connect()) {
            Sync sync = new Sync(scratch, breaking);
            write(sync.source, "a", "before");
            sync.runExactly();
            write(sync.source, "a", "after!");
            byte[] noise = new byte[3_000_000];
            new Random(4).nextBytes(noise);
            Files.write(sync.source.resolve("b"), noise);

            assertThatThrownBy(() -> sync.run((done, total) -> {
                        if (done > 1_000_000) {
                            dying.die();
                        }
                    }))
                    .isInstanceOf(HostUnreachable.class);

            Sync again = new Sync(scratch, host);
            again.runExactly();
            assertThat(again.runExactly().isUnchanged()).isTrue();
        }
    }
}
