package io.deploytodev.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A git remote that is reached over SSH: an sshd of the test's own on the loopback, and a bare repository. */
final class GitServer implements AutoCloseable {

    private final Path directory;
    private final Process sshd;
    private final int port;

    private GitServer(Path directory, Process sshd, int port) {
        this.directory = directory;
        this.sshd = sshd;
        this.port = port;
    }

    static GitServer start(Path directory) throws Exception {
        run(directory, "git", "init", "--quiet", "--bare", "--initial-branch=main", "shop.git");
        run(directory, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "host_key");
        run(directory, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "user_key");
        Files.copy(directory.resolve("user_key.pub"), directory.resolve("authorized_keys"));
        Files.createDirectories(Path.of("/run/sshd"));
        int port = freePort();
        Files.writeString(
                directory.resolve("known_hosts"),
                "[127.0.0.1]:" + port + " " + Files.readString(directory.resolve("host_key.pub")));
        Files.writeString(directory.resolve("sshd_config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s/host_key
                AuthorizedKeysFile %s/authorized_keys
                PidFile none
                UsePAM no
                StrictModes no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                """.formatted(port, directory, directory));
        Process sshd = new ProcessBuilder(
                        "/usr/sbin/sshd",
                        "-D",
                        "-e",
                        "-f",
                        directory.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("sshd.log").toFile())
                .start();
        GitServer server = new GitServer(directory, sshd, port);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(server::listens);
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    String url() {
        return "ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + port + directory + "/shop.git";
    }

    /** How a user who has the key starts ssh. */
    String ssh() {
        return "ssh -F /dev/null -i " + directory + "/user_key -o IdentitiesOnly=yes -o UserKnownHostsFile=" + directory
                + "/known_hosts";
    }

    /** The same of one who has none. */
    String sshWithoutKey() {
        return "ssh -F /dev/null -i " + directory + "/none -o IdentitiesOnly=yes -o UserKnownHostsFile=" + directory
                + "/known_hosts";
    }

    /** Runs a program here, git with a name of its own; what it said. */
    static String run(Path directory, String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(words)))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "GIT_AUTHOR_NAME", "A",
                        "GIT_AUTHOR_EMAIL", "a@example.invalid",
                        "GIT_COMMITTER_NAME", "A",
                        "GIT_COMMITTER_EMAIL", "a@example.invalid",
                        "GIT_CONFIG_GLOBAL", "/dev/null"));
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", words) + ": " + said);
        }
        return said;
    }

    @Override
    public void close() {
        sshd.descendants().forEach(ProcessHandle::destroyForcibly);
        sshd.destroyForcibly();
    }
}
