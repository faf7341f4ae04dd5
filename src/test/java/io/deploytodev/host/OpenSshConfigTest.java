package io.deploytodev.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenSshConfigTest {

    private static final String PRINTED = """
            host dev
            user deploy
            hostname 192.0.2.7
            port 2222
            identitiesonly yes
            hostkeyalias dev-key
            identityagent /run/user/1000/agent
            identityfile ~/.ssh/work
            identityfile ~/my keys/%h
            certificatefile ~/.ssh/work-cert.pub
            globalknownhostsfile /etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2
            userknownhostsfile /home/ada/.ssh/known_hosts /home/ada/with space/known
            connecttimeout 5
            proxyjump gate,ops@inner:2200
            """;

    @Test
    void everything_that_matters_is_read() {
        assertThat(OpenSshConfig.parse(PRINTED))
                .isEqualTo(new SshSettings(
                        "192.0.2.7",
                        2222,
                        "deploy",
                        List.of("~/.ssh/work", "~/my keys/%h"),
                        List.of("~/.ssh/work-cert.pub"),
                        true,
                        Optional.of("/run/user/1000/agent"),
                        List.of(
                                "/home/ada/.ssh/known_hosts",
                                "/home/ada/with space/known",
                                "/etc/ssh/ssh_known_hosts",
                                "/etc/ssh/ssh_known_hosts2"),
                        Optional.of("dev-key"),
                        Optional.of("gate,ops@inner:2200"),
                        Optional.empty(),
                        Optional.of(Duration.ofSeconds(5))));
    }

    @Test
    void none_is_nothing() {
        SshSettings settings = OpenSshConfig.parse("""
                hostname dev
                port 22
                user ada
                identityfile none
                userknownhostsfile none
                connecttimeout none
                proxycommand none
                """);

        assertThat(settings.identities()).isEmpty();
        assertThat(settings.knownHosts()).isEmpty();
        assertThat(settings.connectTimeout()).isEmpty();
        assertThat(settings.proxyCommand()).isEmpty();
        assertThat(settings.jump()).isEmpty();
        assertThat(settings.identitiesOnly()).isFalse();
    }

    @Test
    void what_is_known_better_is_told_so_that_match_sees_it() {
        assertThat(OpenSshConfig.ask(Optional.of(Path.of("/c")), "dev", Optional.of("root"), Optional.of(2200))
                        .argv())
                .containsExactly("ssh", "-G", "-T", "-F", "/c", "-l", "root", "-p", "2200", "--", "dev");
        assertThat(OpenSshConfig.ask(Optional.empty(), "dev", Optional.empty(), Optional.empty())
                        .argv())
                .containsExactly("ssh", "-G", "-T", "--", "dev");
    }
}
