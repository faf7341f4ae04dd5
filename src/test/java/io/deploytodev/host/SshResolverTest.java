package io.deploytodev.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deploytodev.failure.DeployFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SshResolverTest {

    /** A workstation on which no command is found. */
    private static final CommandRunner BARE = new CommandRunner() {
        @Override
        public <R> R run(Command<R> command, OutputListener listener) {
            throw CommandFailed.notStarted(command, "cannot be run");
        }
    };

    @TempDir
    Path home;

    @BeforeEach
    void keys() throws IOException {
        Files.createDirectories(home.resolve(".ssh"));
        Files.createFile(home.resolve(".ssh/work"));
        Files.createFile(home.resolve(".ssh/id_rsa"));
    }

    @Test
    void an_alias_is_what_the_configuration_says_and_deploy_yml_wins() throws IOException {
        String config = """
                Host dev
                    HostName 192.0.2.7
                    Port 2222
                    User deploy
                    IdentityFile %d/.ssh/work
                    IdentityFile %d/.ssh/missing
                    UserKnownHostsFile /known/one /known/two
                """;

        SshTarget target = resolve(config, wish("dev"));

        assertThat(target.where()).isEqualTo("deploy@192.0.2.7 port 2222");
        assertThat(target.knownHosts()).contains(Path.of("/known/one"), Path.of("/known/two"));
        assertThat(target.jumps()).isEmpty();

        SshTarget own = resolve(
                config,
                new SshResolver.Wish(
                        "dev",
                        "dev",
                        Optional.of(23),
                        Optional.of("root"),
                        List.of(Path.of("/my/key")),
                        Optional.of(Path.of("/my/known"))));

        assertThat(own.where()).isEqualTo("root@192.0.2.7 port 23");
        assertThat(own.identities()).containsExactly(Path.of("/my/key"));
        assertThat(own.knownHosts()).containsExactly(Path.of("/my/known"));
    }

    @Test
    void include_and_match_count() throws IOException {
        Path more = Files.writeString(home.resolve("more"), "Match originalhost dev user special\n  Port 2022\n");
        String config = "Include " + more + "\nHost *\n  Port 2201\n";

        assertThat(resolve(config, wish("dev")).port()).isEqualTo(2201);
        assertThat(resolve(
                                config,
                                new SshResolver.Wish(
                                        "dev",
                                        "dev",
                                        Optional.empty(),
                                        Optional.of("special"),
                                        List.of(),
                                        Optional.empty()))
                        .port())
                .isEqualTo(2022);
    }

    @Test
    void a_jump_may_have_a_jump_and_a_list_is_gone_through_in_order() throws IOException {
        SshTarget target = resolve("""
                Host dev
                    ProxyJump inner,ops@last:2200
                Host inner
                    HostName 192.0.2.2
                    ProxyJump gate
                Host gate
                    HostName 192.0.2.1
                    User doorman
                Host last
                    HostName 192.0.2.3
                    ProxyJump never
                """, wish("dev"));

        assertThat(target.jumps())
                .extracting(SshTarget::address, SshTarget::port)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("192.0.2.1", 22),
                        org.assertj.core.groups.Tuple.tuple("192.0.2.2", 22),
                        org.assertj.core.groups.Tuple.tuple("192.0.2.3", 2200));
        assertThat(target.jumps().get(0).user()).isEqualTo("doorman");
        assertThat(target.jumps().get(2).user()).isEqualTo("ops");
        assertThat(target.jumps()).allSatisfy(hop -> assertThat(hop.jumps()).isEmpty());
    }

    @Test
    void hosts_that_jump_through_each_other_are_told() {
        DeployFailure failure = failure("Host a\n  ProxyJump b\nHost b\n  ProxyJump a\n", "a");

        assertThat(failure.what()).contains("too many hosts");
        assertThat(failure.next()).contains("ProxyJump");
    }

    @Test
    void a_proxy_command_is_refused_in_so_many_words() {
        DeployFailure failure = failure("Host dev\n  ProxyCommand nc %h %p\n", "dev");

        assertThat(failure.why()).contains("nc %h %p");
        assertThat(failure.next()).contains("ProxyJump");
    }

    @Test
    void a_mistake_in_the_configuration_is_shown_as_ssh_shows_it() {
        DeployFailure failure = failure("Host dev\n  Prot 22\n", "dev");

        assertThat(failure.why()).containsIgnoringCase("line 2").containsIgnoringCase("prot");
    }

    @Test
    void the_agent_is_that_of_the_configuration_or_of_the_environment() throws IOException {
        Path socket = Files.createFile(home.resolve("agent.sock"));
        Map<String, String> environment = Map.of("SSH_AUTH_SOCK", socket.toString(), "OTHER", socket.toString());

        assertThat(resolve("", wish("dev"), environment).agent()).contains(socket);
        assertThat(resolve("Host *\n  IdentityAgent none\n", wish("dev"), environment)
                        .agent())
                .isEmpty();
        assertThat(resolve("Host *\n  IdentityAgent $OTHER\n", wish("dev"), environment)
                        .agent())
                .contains(socket);
        assertThat(resolve("", wish("dev")).agent()).isEmpty();
    }

    @Test
    void without_an_ssh_client_host_blocks_count_all_the_same() throws IOException {
        Path config = Files.writeString(home.resolve(".ssh/config"), """
                Host dev
                    HostName 192.0.2.7
                    User deploy
                    Port 2222
                    IdentityFile ~/.ssh/work
                    ProxyJump gate
                """);
        assertThat(config).exists();

        SshTarget target = new SshResolver(BARE, Map.of(), home).resolve(wish("dev"));

        assertThat(target.where()).isEqualTo("deploy@192.0.2.7 port 2222");
        assertThat(target.identities()).containsExactly(home.resolve(".ssh/work"));
        assertThat(target.knownHosts()).containsExactly(home.resolve(".ssh/known_hosts"));
        assertThat(target.jumps()).extracting(SshTarget::address).containsExactly("gate");
        assertThat(target.jumps().get(0).identities()).containsExactly(home.resolve(".ssh/id_rsa"));
    }

    private static SshResolver.Wish wish(String address) {
        return new SshResolver.Wish(address, address, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    private DeployFailure failure(String config, String address) {
        return catchThrowableOfType(DeployFailure.class, () -> resolve(config, wish(address)));
    }

    private SshTarget resolve(String config, SshResolver.Wish wish) throws IOException {
        return resolve(config, wish, Map.of());
    }

    private SshTarget resolve(String config, SshResolver.Wish wish, Map<String, String> environment)
            throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh")), "there is no OpenSSH client on this machine");
        Path file = Files.writeString(home.resolve("config"), config);
        return new SshResolver(new LocalHost(home), environment, home, Optional.of(file)).resolve(wish);
    }
}
