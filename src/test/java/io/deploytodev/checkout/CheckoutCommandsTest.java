package io.deploytodev.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.CommandResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckoutCommandsTest {

    private static final CheckoutCommands GIT =
            CheckoutCommands.in(Path.of("/cache/shop/1/gitconfig"), Optional.of("ssh -o BatchMode=yes"));

    @Test
    void git_never_asks_and_reads_the_configuration_of_the_checkout_alone() {
        List<String> argv =
                GIT.fetch("+refs/heads/main:refs/remotes/origin/main").argv();

        assertThat(argv)
                .startsWith("sh", "-c", "umask 022 && exec \"$@\"", "sh", "env")
                .contains(
                        "GIT_TERMINAL_PROMPT=0",
                        "GIT_SSH_COMMAND=ssh -o BatchMode=yes",
                        "GIT_CONFIG_GLOBAL=/cache/shop/1/gitconfig",
                        "GIT_CEILING_DIRECTORIES=/cache/shop/1")
                .endsWith(
                        "git",
                        "fetch",
                        "--quiet",
                        "--force",
                        "--no-recurse-submodules",
                        "--no-write-fetch-head",
                        "origin",
                        "+refs/heads/main:refs/remotes/origin/main");
    }

    @Test
    void ssh_is_the_users_own_and_never_asks() {
        assertThat(CheckoutCommands.ssh(Map.of(), List.of()))
                .hasValueSatisfying(ssh -> assertThat(ssh).startsWith("ssh -o BatchMode=yes"));
        assertThat(CheckoutCommands.ssh(Map.of(), List.of(new Setting("core.sshcommand", "ssh -i ~/.ssh/key"))))
                .hasValueSatisfying(ssh -> assertThat(ssh).startsWith("ssh -i ~/.ssh/key -o BatchMode=yes"));
        assertThat(CheckoutCommands.ssh(Map.of("GIT_SSH_COMMAND", "ssh -v"), List.of()))
                .hasValueSatisfying(ssh -> assertThat(ssh).startsWith("ssh -v -o BatchMode=yes"));
        assertThat(CheckoutCommands.ssh(Map.of("GIT_SSH", "/usr/bin/plink"), List.of()))
                .isEmpty();
    }

    @Test
    void of_what_the_remote_lists_only_the_very_names_count_and_a_signed_tag_is_its_commit() throws Exception {
        Map<String, String> there = GIT.onRemote(List.of("refs/heads/v1", "refs/tags/v1"))
                .parser()
                .parse(result("aaa\trefs/tags/v1\nbbb\trefs/tags/v1^{}\nccc\trefs/old/refs/heads/v1\n"));

        assertThat(there).containsExactly(Map.entry("refs/tags/v1", "bbb"));
    }

    @Test
    void only_what_leads_to_the_remote_is_taken_over_and_lists_begin_anew() {
        List<Setting> settings =
                Setting.read(("core.autocrlf\ntrue\0core.hookspath\n/hooks\0http.https://x/.extraheader\n"
                                + "AUTH: \"a\\b\"\0user.name\nAda\0credential.helper\nstore\0remote.origin.url\nssh://x/y\0core.bare\0")
                        .getBytes(StandardCharsets.UTF_8));

        String text = GitConfig.text(settings, Path.of("/cache/shop/1/tree/.git"), Path.of("/cache/shop/1/remote"));

        assertThat(text)
                .contains("[http \"https://x/\"]\n\textraheader = \"\"\n")
                .contains("[http \"https://x/\"]\n\textraheader = \"AUTH: \\\"a\\\\b\\\"\"\n")
                .contains("[credential]\n\thelper = \"\"\n[credential]\n\thelper = \"store\"\n")
                .contains("[includeIf \"gitdir:/cache/shop/1/tree/.git\"]\n\tpath = \"/cache/shop/1/remote\"\n")
                .contains("autocrlf = false")
                .doesNotContain("Ada", "/hooks", "ssh://x/y", "autocrlf = \"true\"");
        assertThat(GitConfig.remote("https://ada:pw@x/y.git"))
                .isEqualTo("[remote \"origin\"]\n\turl = \"https://ada:pw@x/y.git\"\n");
    }

    @Test
    void addresses_are_shown_without_what_is_secret_in_them() {
        assertThat(RemoteUrl.shown("https://ghp_token@x/y")).isEqualTo("https://...@x/y");
        assertThat(RemoteUrl.shown("https://ada:pw@x/y?private_token=1")).isEqualTo("https://...@x/y?...");
        assertThat(RemoteUrl.shown("ssh://git@x/y")).isEqualTo("ssh://git@x/y");
        assertThat(RemoteUrl.shown("fatal: no pass%40word, pass@word", "https://ada:pass%40word@x/y"))
                .isEqualTo("fatal: no ..., ...");
    }

    private static CommandResult result(String stdout) {
        return new CommandResult(0, stdout.getBytes(StandardCharsets.UTF_8), "");
    }
}
