package io.deploytodev.host;

import static io.deploytodev.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deploytodev.failure.DeployFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same configuration given to {@code ssh} and to us, against OpenSSH's own servers: the same outcome. */
@Timeout(60)
class SideBySideTest {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final String USER = System.getProperty("user.name");

    @TempDir
    static Path directory;

    private static final List<Process> RUNNING = new ArrayList<>();
    private static final List<Integer> PORTS = new ArrayList<>();
    private static String agent;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(SSHD), "there is no OpenSSH server on this machine");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh")), "there is no OpenSSH client on this machine");
        assumeTrue(
                !USER.equals("root") || Files.isDirectory(Path.of("/run/sshd")),
                "as root, OpenSSH wants its service to have been started once");
        key("ed25519", "ed25519", "");
        key("rsa", "rsa", "");
        key("ecdsa", "ecdsa", "");
        key("locked", "ed25519", "open sesame");
        key("stranger", "ed25519", "");
        key("held", "ed25519", "");
        key("certified", "ed25519", "");
        key("ca", "ed25519", "");
        run("ssh-keygen", "-q", "-s", file("ca"), "-I", "test", "-n", USER, file("certified") + ".pub");
        StringBuilder authorized = new StringBuilder();
        for (String name : List.of("ed25519", "rsa", "ecdsa", "locked", "held")) {
            authorized.append(Files.readString(Path.of(file(name) + ".pub")));
        }
        Files.writeString(directory.resolve("authorized"), authorized);
        StringBuilder known = new StringBuilder();
        for (String name : List.of("gate", "inner", "dev")) {
            int port = server(name);
            known.append("[127.0.0.1]:").append(port).append(' ').append(publicKey("host_" + name));
        }
        Files.writeString(directory.resolve("known"), known);
        Files.writeString(directory.resolve("hashed"), known);
        run("ssh-keygen", "-q", "-H", "-f", file("hashed"));
        Files.writeString(directory.resolve("empty"), "");
        Files.writeString(directory.resolve("alias"), "the-dev-host " + publicKey("host_dev"));
        Files.writeString(directory.resolve("changed"), "[127.0.0.1]:" + PORTS.get(2) + " " + publicKey("stranger"));
        agent = file("agent");
        RUNNING.add(new ProcessBuilder("ssh-agent", "-D", "-a", agent)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("agent.log").toFile())
                .start());
        // Its socket is there a moment before it listens.
        eventually(() -> {
            ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", file("held"));
            add.environment().put("SSH_AUTH_SOCK", agent);
            assertThat(add.redirectErrorStream(true).start().waitFor()).isZero();
        });
    }

    @AfterAll
    static void stop() {
        RUNNING.forEach(Process::destroy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa", "ecdsa", "certified"})
    void keys_of_each_kind_open(String key) throws Exception {
        both(dev("known", key), true);
    }

    @Test
    void an_agent_opens_with_a_key_that_no_file_has() throws Exception {
        both(dev("known", "stranger") + "  IdentitiesOnly no\n", true);
        both(dev("known", "stranger") + "  IdentityAgent none\n", false);
    }

    @Test
    void identities_only_keeps_the_agent_out_but_for_the_key_that_is_named() throws Exception {
        both(dev("known", "stranger") + "  IdentitiesOnly yes\n", false);
        both(dev("known", "held.pub") + "  IdentitiesOnly yes\n", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashed", "empty known", "empty hashed"})
    void hashed_and_several_known_hosts_are_read(String files) throws Exception {
        both(dev(files, "ed25519"), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "changed", "alias"})
    void a_host_key_that_is_not_known_or_another_one_is_refused(String files) throws Exception {
        both(dev(files, "ed25519"), false);
    }

    @Test
    void a_host_is_known_under_its_alias() throws Exception {
        both(dev("alias", "ed25519") + "  HostKeyAlias the-dev-host\n", true);
    }

    @Test
    void two_jumps_lead_to_the_host() throws Exception {
        both(jumps("known"), true);
    }

    @Test
    void a_hop_whose_key_is_not_known_is_refused_by_name() throws Exception {
        DeployFailure failure = both(jumps("empty"), false);

        assertThat(failure.what()).contains("jump host").contains("not known").contains("port " + PORTS.get(0));
    }

    @Test
    void a_locked_key_opens_with_its_passphrase_and_names_ssh_add_without() throws Exception {
        SshTarget target = resolve(dev("known", "locked"));

        assertThat(SshConnector.locked(target)).containsExactly(Path.of(file("locked")));
        try (SshHost host =
                new SshConnector(key -> Optional.of("open sesame".getBytes(StandardCharsets.UTF_8))).connect(target)) {
            assertThat(host.run(Command.of(List.of("id", "-un"))).text().trim()).isEqualTo(USER);
        }
        DeployFailure failure = both(dev("known", "locked"), false);
        assertThat(failure.next()).contains("ssh-add " + file("locked"));
        DeployFailure wrong = catchThrowableOfType(
                DeployFailure.class, () -> new SshConnector(key -> Optional.of(new byte[] {'n', 'o'}))
                        .connect(target)
                        .close());
        assertThat(wrong.next()).contains("ssh-add");
    }

    /** @return our refusal; null when the host was reached */
    private static DeployFailure both(String config, boolean reached) throws Exception {
        Path file = Files.writeString(directory.resolve("config"), config);
        ProcessBuilder ssh = new ProcessBuilder(
                "ssh", "-F", file.toString(), "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "dev", "true");
        if (wantsAgent(config)) {
            ssh.environment().put("SSH_AUTH_SOCK", agent);
        } else {
            ssh.environment().remove("SSH_AUTH_SOCK");
        }
        Path log = directory.resolve("ssh.log");
        int theirs = ssh.redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(theirs == 0).as("ssh: %s", Files.readString(log)).isEqualTo(reached);
        SshTarget target = resolve(config);
        if (!reached) {
            DeployFailure failure = catchThrowableOfType(
                    DeployFailure.class,
                    () -> new SshConnector().connect(target).close());
            assertThat(failure).isNotNull();
            return failure;
        }
        try (SshHost host = new SshConnector().connect(target)) {
            String asked =
                    host.run(Command.script("echo $SSH_CONNECTION", List.of())).text();
            assertThat(asked.trim()).endsWith(" " + PORTS.get(2));
        }
        return null;
    }

    private static SshTarget resolve(String config) throws IOException {
        Path file = Files.writeString(directory.resolve("config"), config);
        Map<String, String> environment = wantsAgent(config) ? Map.of("SSH_AUTH_SOCK", agent) : Map.of();
        return new SshResolver(new LocalHost(directory), environment, directory, Optional.of(file))
                .resolve(new SshResolver.Wish(
                        "dev", "dev", Optional.empty(), Optional.empty(), List.of(), Optional.empty()));
    }

    private static boolean wantsAgent(String config) {
        return config.contains("IdentitiesOnly");
    }

    private static String dev(String knownHosts, String key) {
        return host("dev", 2, knownHosts, key);
    }

    private static String jumps(String knownHostsOfGate) {
        return host("gate", 0, knownHostsOfGate, "rsa")
                + host("inner", 1, "known", "ecdsa") + "  ProxyJump gate\n"
                + host("dev", 2, "known", "ed25519") + "  ProxyJump inner\n";
    }

    private static String host(String name, int number, String knownHosts, String key) {
        StringBuilder files = new StringBuilder();
        for (String each : knownHosts.split(" ", -1)) {
            files.append(' ').append(file(each));
        }
        return "Host " + name + "\n  HostName 127.0.0.1\n  Port " + PORTS.get(number) + "\n  User " + USER
                + "\n  UserKnownHostsFile" + files + "\n  GlobalKnownHostsFile none\n  IdentityFile " + file(key)
                + "\n";
    }

    private static int server(String name) throws Exception {
        key("host_" + name, "ed25519", "");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = Files.writeString(
                directory.resolve("sshd_" + name),
                String.join(
                        "\n",
                        "ListenAddress 127.0.0.1:" + port,
                        "HostKey " + file("host_" + name),
                        "AuthorizedKeysFile " + file("authorized"),
                        "TrustedUserCAKeys " + file("ca") + ".pub",
                        "StrictModes no",
                        "PidFile none",
                        "PermitRootLogin prohibit-password",
                        ""));
        Path log = directory.resolve("log_" + name);
        Process sshd = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        RUNNING.add(sshd);
        PORTS.add(port);
        eventually(() -> {
            assertThat(sshd.isAlive()).as(Files.readString(log)).isTrue();
            new Socket(InetAddress.getLoopbackAddress(), port).close();
        });
        return port;
    }

    private static void key(String name, String type, String passphrase) throws Exception {
        run("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "test", "-f", file(name));
    }

    private static String publicKey(String name) throws IOException {
        return Files.readString(Path.of(file(name) + ".pub"));
    }

    private static String file(String name) {
        return directory.resolve(name).toString();
    }

    private static void run(String... argv) throws Exception {
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
