package io.deploytodev.host;

import static io.deploytodev.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only OpenSSH's own server shows. Runs where one is installed and this user may start it; skipped elsewhere. */
@Timeout(20)
class OpenSshTest {

    @TempDir
    static Path directory;

    private static Process sshd;
    private static SshHost host;

    @BeforeAll
    static void start() throws Exception {
        Path program = Path.of(System.getenv().getOrDefault("SSHD", "/usr/sbin/sshd"));
        assumeTrue(Files.isExecutable(program), "there is no OpenSSH server on this machine");
        assumeTrue(
                !System.getProperty("user.name").equals("root") || Files.isDirectory(Path.of("/run/sshd")),
                "as root, OpenSSH wants its service to have been started once");
        int port = freePort();
        Path hostKey = directory.resolve("host_key");
        Path identity = directory.resolve("id");
        String hostPublic = ed25519(hostKey);
        String userPublic = ed25519(identity);
        Path config = Files.writeString(
                directory.resolve("sshd_config"),
                String.join(
                        "\n",
                        "ListenAddress 127.0.0.1:" + port,
                        "HostKey " + hostKey,
                        "AuthorizedKeysFile " + Files.writeString(directory.resolve("authorized_keys"), userPublic),
                        "StrictModes no",
                        "PidFile none",
                        "PermitRootLogin prohibit-password",
                        ""));
        Path knownHosts = Files.writeString(directory.resolve("known_hosts"), "[127.0.0.1]:" + port + " " + hostPublic);
        sshd = new ProcessBuilder(program.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        eventually(() -> {
            assertThat(sshd.isAlive())
                    .as(Files.readString(directory.resolve("log")))
                    .isTrue();
            new Socket(InetAddress.getLoopbackAddress(), port).close();
        });
        host = new SshConnector()
                .busy()
                .connect(new SshTarget(
                        "dev",
                        "127.0.0.1",
                        port,
                        System.getProperty("user.name"),
                        List.of(identity),
                        knownHosts,
                        Duration.ofSeconds(10)));
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
        if (sshd != null) {
            sshd.destroy();
        }
    }

    @Test
    void a_unix_socket_of_the_host_is_reached_through_one_of_ours() throws Exception {
        Path remote = directory.resolve("engine.sock");
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(remote));
            Daemon.start("engine", () -> greet(engine));
            Path local = host.forwardUnixSocket(remote.toString());
            try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                client.connect(UnixDomainSocketAddress.of(local));
                ByteBuffer answer = ByteBuffer.allocate(5);
                while (answer.hasRemaining() && client.read(answer) >= 0) {
                    // until it is complete
                }
                assertThat(new String(answer.array(), StandardCharsets.US_ASCII))
                        .isEqualTo("hello");
            }
        }
    }

    @Test
    void more_commands_than_the_server_allows_at_a_time_all_get_through() {
        List<CompletableFuture<String>> answers = IntStream.range(0, 12)
                .mapToObj(i -> {
                    CompletableFuture<String> answer = new CompletableFuture<>();
                    Daemon.start("caller", () -> {
                        try {
                            answer.complete(host.run(Command.of(List.of("echo", "answer " + i)))
                                    .text());
                        } catch (RuntimeException e) {
                            answer.completeExceptionally(e);
                        }
                    });
                    return answer;
                })
                .toList();

        for (int i = 0; i < 12; i++) {
            assertThat(answers.get(i).join()).isEqualTo("answer " + i + "\n");
        }
    }

    @Test
    void a_deadline_ends_a_silent_command_and_what_it_started() throws Exception {
        assumeFalse(System.getProperty("user.name").equals("root"), "OpenSSH passes no signal on to what root runs");
        Path pid = directory.resolve("pid");
        Command<CommandResult> command = Command.script(
                        "sh -c 'echo $$ > \"$1.new\"; mv \"$1.new\" \"$1\"; exec sleep 1000' sh \"$1\" & wait",
                        List.of(pid.toString()))
                .within(Duration.ofMillis(700));

        assertThatThrownBy(() -> host.run(command)).isInstanceOf(CommandFailed.class);

        long process = Long.parseLong(Files.readString(pid).trim());
        eventually(() -> assertThat(Processes.isRunning(process)).isFalse());
    }

    @Test
    void a_command_that_is_killed_says_by_which_signal() {
        // The user's login shell either becomes the command or tells the signal as an exit code.
        assertThatThrownBy(() -> host.run(Command.script("kill -KILL $$", List.of())))
                .isInstanceOf(CommandFailed.class)
                .hasMessageMatching(".*(SIGKILL|exit code 137).*");
    }

    private static void greet(ServerSocketChannel engine) {
        try (SocketChannel client = engine.accept()) {
            client.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            // The test asserts on what arrives.
        }
    }

    /** Writes a private key as {@code ssh-keygen} does; answers with its public half, on a line. */
    private static String ed25519(Path file) throws Exception {
        KeyPair key = KeyPair.genKeyPair(new JSch(), KeyPair.ED25519);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file)) {
            key.writeOpenSSHv1PrivateKey(out, null);
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        key.writePublicKey(line, "test");
        return line.toString(StandardCharsets.US_ASCII);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
