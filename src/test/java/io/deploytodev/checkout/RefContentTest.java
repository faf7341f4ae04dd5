package io.deploytodev.checkout;

import static io.deploytodev.checkout.GitRemote.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What lies in a checkout: as in git, whatever git does to bring it there. */
@Timeout(120)
class RefContentTest {

    @TempDir
    Path root;

    private GitRemote remote;
    private Checkouts checkouts;

    @BeforeEach
    void makeRemote() throws Exception {
        remote = new GitRemote(root);
        checkouts = new Checkouts(root, remote);
    }

    @Test
    void submodules_come_at_the_commit_that_is_recorded_also_below_each_other() throws Exception {
        GitRemote inner = new GitRemote(Files.createDirectory(root.resolve("inner")));
        inner.write("lib", "as recorded\n");
        inner.push("as recorded");
        GitRemote middle = new GitRemote(Files.createDirectory(root.resolve("middle")));
        git(middle.author, "submodule", "--quiet", "add", inner.bare.toString(), "inner");
        middle.push("with a submodule");
        git(remote.author, "submodule", "--quiet", "add", middle.bare.toString(), "middle");
        git(remote.author, "submodule", "--quiet", "update", "--init", "--recursive");
        remote.push("with two");
        inner.write("lib", "newer\n");
        inner.push("newer, and recorded nowhere");
        git(remote.clone, "config", "protocol.file.allow", "always");

        try (RefCheckout checkout = checkouts.checkOut("main")) {
            assertThat(checkout.tree().root().resolve("middle/inner/lib")).hasContent("as recorded");
            GitRemote.write(checkout.tree().root(), "middle/inner/lib", "changed\n");
            GitRemote.write(checkout.tree().root(), "middle/inner/left", "");
        }
        try (RefCheckout checkout = checkouts.checkOut("main")) {
            assertThat(checkout.tree().root().resolve("middle/inner/lib")).hasContent("as recorded");
            assertThat(checkout.tree().root().resolve("middle/inner/left")).doesNotExist();
        }
        git(remote.author, "rm", "--quiet", "middle");
        remote.push("without");
        try (RefCheckout checkout = checkouts.checkOut("main")) {
            assertThat(Checkouts.files(checkout)).containsExactly(".gitmodules", "compose.yaml");
        }
    }

    @Test
    void bytes_modes_and_links_are_as_git_has_them_whatever_the_user_has_configured() throws Exception {
        remote.write("text", "one\ntwo\n");
        remote.write("run", "#!/bin/sh\n");
        Files.setPosixFilePermissions(remote.author.resolve("run"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(remote.author.resolve("link"), Path.of("text"));
        remote.push("files of all kinds");
        Path witness = root.resolve("hook-ran");
        Path hooks = Files.createDirectory(root.resolve("hooks"));
        GitRemote.write(hooks, "post-checkout", "#!/bin/sh\ntouch " + witness + "\n");
        Files.setPosixFilePermissions(hooks.resolve("post-checkout"), PosixFilePermissions.fromString("rwxr-xr-x"));
        git(remote.clone, "config", "core.hooksPath", hooks.toString());
        git(remote.clone, "config", "core.autocrlf", "true");
        git(remote.clone, "config", "core.symlinks", "false");
        git(remote.clone, "config", "core.fileMode", "false");

        try (RefCheckout checkout = checkouts.checkOut("main")) {
            Path tree = checkout.tree().root();
            assertThat(Files.readString(tree.resolve("text"))).isEqualTo("one\ntwo\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tree.resolve("run"))))
                    .isEqualTo("rwxr-xr-x");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tree.resolve("text"))))
                    .isEqualTo("rw-r--r--");
            assertThat(Files.readSymbolicLink(tree.resolve("link"))).isEqualTo(Path.of("text"));
            assertThat(witness).doesNotExist();
        }
    }

    @Test
    void pointers_of_git_lfs_are_never_deployed() throws Exception {
        remote.write(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n");
        remote.write("model.bin", """
                version https://git-lfs.github.com/spec/v1
                oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
                size 12345
                """);
        remote.push("a large file");

        DeployFailure failure = checkouts.failure("main");

        assertThat(failure.kind()).isIn(FailureKind.SYNC, FailureKind.CONNECT);
        assertThat(failure.what()).contains("Git LFS");
        assertThat(failure.what() + failure.why()).contains("LFS");
    }

    @Test
    void what_git_lfs_keeps_is_fetched_where_it_is_installed_and_only_what_is_new_the_next_time() throws Exception {
        assumeTrue(hasLfs(), "git-lfs is not installed here");
        git(remote.author, "lfs", "install", "--local");
        remote.write(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n");
        remote.write("model.bin", "the model\n".repeat(1000));
        remote.push("a large file");

        try (RefCheckout checkout = checkouts.checkOut("main")) {
            assertThat(checkout.tree().root().resolve("model.bin")).hasContent("the model\n".repeat(1000));
        }
        remote.write("model.bin", "another model\n");
        remote.push("another");
        try (RefCheckout checkout = checkouts.checkOut("main")) {
            assertThat(checkout.tree().root().resolve("model.bin")).hasContent("another model\n");
        }
    }

    private boolean hasLfs() throws Exception {
        return new ProcessBuilder("git", "lfs", "version")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    @Test
    void a_filter_that_git_does_not_know_is_told_instead_of_deploying_what_it_would_have_changed() throws Exception {
        remote.write(".gitattributes", "*.key filter=git-crypt diff=git-crypt\n");
        remote.write("server.key", "not readable\n");
        remote.push("something encrypted");

        assertThat(checkouts.failure("main").why()).contains("git-crypt").contains("server.key");

        git(remote.clone, "config", "filter.git-crypt.smudge", "tr a-z A-Z");
        try (RefCheckout checkout = checkouts.checkOut("main")) {
            assertThat(checkout.tree().root().resolve("server.key")).hasContent("NOT READABLE");
        }
    }
}
