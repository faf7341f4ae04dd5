package io.deploytodev.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SshConnectorTest {

    @TempDir
    static Path directory;

    private static TestSshServer server;
    private static Path identity;

    @BeforeAll
    static void start() throws Exception {
        server = TestSshServer.start(directory);
        identity = server.authorizedIdentity("id_rsa", TestSshServer.rsa("user"));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void knowTheHost() throws Exception {
        server.trust(server.hostKey().getPublic());
    }

    @Test
    void an_rsa_key_logs_in() {
        assertThat(answerWith(identity)).isEqualTo("hello\n");
    }

    @Test
    void the_second_key_logs_in_when_the_first_is_not_accepted() throws Exception {
        Path stranger = server.identity("stranger", TestSshServer.rsa("stranger"), null);

        assertThat(answerWith(stranger, identity)).isEqualTo("hello\n");
    }

    @Test
    void an_unknown_host_key_is_refused_and_its_fingerprint_shown() throws Exception {
        Files.writeString(server.knownHosts(), "");

        DeployFailure failure = failureFor(server.target(identity));

        assertThat(failure.what()).contains("is not known").contains("127.0.0.1 port " + server.port());
        assertThat(failure.why()).contains(server.fingerprint()).contains("[127.0.0.1]:" + server.port());
        assertThat(failure.next()).contains("ssh-keyscan -p " + server.port() + " 127.0.0.1 >> " + server.knownHosts());
    }

    @Test
    void a_known_hosts_file_that_does_not_exist_means_that_the_host_is_not_known() throws Exception {
        Files.delete(server.knownHosts());

        assertThat(failureFor(server.target(identity)).what()).contains("is not known");
        assertThat(server.knownHosts()).doesNotExist();
    }

    @Test
    void a_changed_host_key_is_refused_with_both_the_danger_and_the_way_out() throws Exception {
        server.trust(TestSshServer.rsa("stranger").getPublic());
        String before = Files.readString(server.knownHosts());

        DeployFailure failure = failureFor(server.target(identity));

        assertThat(failure.what()).contains("has changed");
        assertThat(failure.why()).contains(server.fingerprint());
        assertThat(failure.next()).contains("ssh-keygen -R").contains("[127.0.0.1]:" + server.port());
        assertThat(Files.readString(server.knownHosts())).isEqualTo(before);
    }

    @Test
    void a_key_that_is_not_accepted_is_named() throws Exception {
        Path stranger = server.identity("stranger", TestSshServer.rsa("stranger"), null);

        DeployFailure failure = failureFor(server.target(stranger));

        assertThat(failure.what()).contains("refuses to log in deploy@127.0.0.1");
        assertThat(failure.why()).contains(stranger.toString());
        assertThat(failure.next())
                .contains("authorized_keys")
                .contains("ssh-copy-id -i " + stranger + " -p " + server.port() + " -o UserKnownHostsFile="
                        + server.knownHosts() + " deploy@127.0.0.1")
                .contains("ssh -v -p " + server.port() + " -i " + stranger + " -o UserKnownHostsFile="
                        + server.knownHosts() + " deploy@127.0.0.1");
    }

    @Test
    void a_user_that_is_not_accepted_is_named() {
        DeployFailure failure = failureFor(new SshTarget(
                "dev",
                "127.0.0.1",
                server.port(),
                "nobody",
                List.of(identity),
                server.knownHosts(),
                Duration.ofSeconds(10)));

        assertThat(failure.what()).contains("nobody@127.0.0.1");
    }

    @Test
    void no_key_at_all_is_said_in_so_many_words() {
        DeployFailure failure = failureFor(server.target());

        assertThat(failure.why()).contains("No private key was found");
        assertThat(failure.next())
                .contains("ssh-keygen -t ed25519 && ssh-copy-id -p " + server.port() + " -o UserKnownHostsFile="
                        + server.knownHosts() + " deploy@127.0.0.1");
    }

    @Test
    void the_public_half_of_a_key_is_told_from_the_key() throws Exception {
        Path half = Files.writeString(
                directory.resolve("id_rsa.pub"),
                org.apache.sshd.common.config.keys.PublicKeyEntry.toString(
                        TestSshServer.rsa("user").getPublic()));

        DeployFailure failure = failureFor(server.target(half));

        Files.delete(half);
        assertThat(failure.why()).contains("Only the public half of a key: " + half + ". ");
        assertThat(failure.next()).contains("identity: " + identity + " (without .pub)");
    }

    @Test
    void a_key_that_others_can_read_is_refused_as_ssh_refuses_it() throws Exception {
        Path open = server.identity("open to all", TestSshServer.rsa("user"), null);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));

        DeployFailure failure = failureFor(server.target(open));

        assertThat(failure.what()).isEqualTo("The private key " + open + " is open to others.");
        assertThat(failure.next()).isEqualTo("chmod 600 '" + open + "'");
    }

    @Test
    void the_folder_that_a_host_key_belongs_into_is_made_where_it_is_not_there() throws Exception {
        Path folder = directory.resolve("home/.ssh");
        DeployFailure failure = failureFor(new SshTarget(
                "dev",
                "127.0.0.1",
                server.port(),
                "deploy",
                List.of(identity),
                folder.resolve("known_hosts"),
                Duration.ofSeconds(10)));

        assertThat(failure.next()).contains("mkdir -p -m 700 " + folder + " && ssh-keyscan ");
    }

    @Test
    void a_key_with_a_passphrase_is_named_as_such() throws Exception {
        Path locked = server.identity("locked", TestSshServer.rsa("stranger"), "open sesame");

        DeployFailure failure = failureFor(server.target(locked));

        assertThat(failure.why()).contains(locked.toString()).contains("passphrase");
        assertThat(failure.next()).contains("ssh-add " + locked);
    }

    @Test
    void a_key_with_a_passphrase_does_not_keep_the_next_one_from_being_tried() throws Exception {
        Path locked = server.identity("locked", TestSshServer.rsa("stranger"), "open sesame");

        assertThat(answerWith(locked, identity)).isEqualTo("hello\n");
    }

    @Test
    void a_key_file_that_does_not_exist_is_named() {
        Path missing = directory.resolve("missing");

        DeployFailure failure = failureFor(server.target(missing));

        assertThat(failure.what()).contains(missing.toString());
        assertThat(failure.why()).contains("not exist");
    }

    @Test
    void a_key_file_that_is_no_key_is_named() throws Exception {
        Path garbage = Files.writeString(directory.resolve("garbage"), "not a key\n");

        assertThat(failureFor(server.target(garbage)).what()).contains(garbage.toString());
    }

    @Test
    void a_closed_port_cannot_be_reached() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        DeployFailure failure = failureFor(at("127.0.0.1", port, Duration.ofSeconds(5)));

        assertThat(failure.what()).contains("cannot be reached");
        assertThat(failure.why()).contains("refused");
        assertThat(failure.next()).contains("port " + port);
    }

    @Test
    void a_host_that_accepts_but_never_speaks_is_given_up_in_time() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            DeployFailure failure = failureFor(at("127.0.0.1", silent.getLocalPort(), Duration.ofSeconds(1)));

            assertThat(failure.what()).contains("does not answer");
            assertThat(failure.why()).contains("1 s");
        }
    }

    @Test
    void a_host_that_speaks_something_else_is_no_ssh_server() throws Exception {
        try (ServerSocket web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Daemon.start("web", () -> {
                try (var client = web.accept()) {
                    client.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n"
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });

            assertThat(failureFor(at("127.0.0.1", web.getLocalPort(), Duration.ofSeconds(5)))
                            .next())
                    .contains("ssh -v");
        }
    }

    @Test
    void a_name_that_does_not_resolve_is_named() {
        DeployFailure failure = failureFor(at("no-such-host.invalid", 22, Duration.ofSeconds(10)));

        assertThat(failure.what()).isEqualTo("There is no host named no-such-host.invalid.");
        assertThat(failure.next()).contains("deploy.yml");
    }

    private static String answerWith(Path... identities) {
        try (SshHost host = new SshConnector().connect(server.target(identities))) {
            return host.run(Command.of(List.of("echo", "hello"))).text();
        }
    }

    private static SshTarget at(String address, int port, Duration timeout) {
        return new SshTarget("dev", address, port, TestSshServer.USER, List.of(identity), server.knownHosts(), timeout);
    }

    /** Every failure to connect is of one kind, says all three things, and shows nothing of the program's inside. */
    private static DeployFailure failureFor(SshTarget target) {
        DeployFailure failure = catchThrowableOfType(
                DeployFailure.class, () -> new SshConnector().connect(target).close());
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT);
        for (String text : List.of(failure.what(), failure.why(), failure.next())) {
            assertThat(text)
                    .isNotBlank()
                    .doesNotContain("Exception")
                    .doesNotContain("com.jcraft")
                    .doesNotContain("java.")
                    .doesNotContain("null");
        }
        return failure;
    }
}
