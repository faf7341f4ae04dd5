package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with a dev host, or on the way to it. */
class HostMistakesIT {

    private static final String STATE = "/home/deploy/.deploy-to-dev";

    @TempDir
    private static Path directory;

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final SampleProject project = SampleProject.on(host);

    private final Refusal refusal = new Refusal(host, project);

    @BeforeAll
    static void deployOnce() throws Exception {
        Tool.Result first = Tool.deploy(project);
        assertThat(first.exitCode()).as(first.output()).isZero();
    }

    @Test
    void noDockerCommand() throws Exception {
        refusal.with(
                5,
                () -> host.run("mv", "/usr/bin/docker", "/usr/bin/docker.away"),
                () -> host.run("mv", "/usr/bin/docker.away", "/usr/bin/docker"),
                "There is no Docker on dev.",
                "Install Docker Engine and the Compose plugin");
    }

    @Test
    void anEngineThatDoesNotRun() throws Exception {
        refusal.with(
                5,
                () -> host.run("mv", "/run/docker.sock", "/run/docker.away"),
                () -> host.run("mv", "/run/docker.away", "/run/docker.sock"),
                "Docker does not run on dev.",
                "/var/run/docker.sock",
                "systemctl start docker");
    }

    @Test
    void anEngineWhoseSocketWasLeftBehind() throws Exception {
        String leftBehind = "mv /run/docker.sock /run/docker.away; perl -MIO::Socket::UNIX -e"
                + " 'IO::Socket::UNIX->new(Local => \"/run/docker.sock\", Listen => 1)';"
                + " chgrp docker /run/docker.sock; chmod 660 /run/docker.sock";
        refusal.with(
                5,
                () -> host.run("sh", "-c", leftBehind),
                () -> host.run("mv", "/run/docker.away", "/run/docker.sock"),
                "The Docker engine on dev does not answer.",
                "systemctl status docker");
    }

    @Test
    void anAccountThatIsNotInTheGroup() throws Exception {
        refusal.with(
                5,
                () -> host.run("gpasswd", "-d", "deploy", "docker"),
                () -> host.run("gpasswd", "-a", "deploy", "docker"),
                "deploy may not use Docker on dev.",
                "is in the groups: deploy.",
                "sudo usermod -aG docker deploy");
    }

    @Test
    void anotherKey() throws Exception {
        Path stranger = directory.resolve("stranger");
        DevHost.makeKey(stranger);
        withConfig(
                4,
                text -> text.replace(host.identity().toString(), stranger.toString()),
                "The dev host refuses to log in deploy@127.0.0.1 port " + host.sshPort(),
                stranger.toString(),
                "ssh-copy-id -i " + stranger + " -p " + host.sshPort() + " -o UserKnownHostsFile=");
    }

    @Test
    void aHostKeyThatHasChanged() throws Exception {
        String key = DevHost.makeKey(directory.resolve("other-host")).replaceFirst(" [^ ]*$", "");
        Path known = Files.writeString(
                directory.resolve("changed_known_hosts"), "[127.0.0.1]:" + host.sshPort() + " " + key + "\n");
        withConfig(
                4,
                text -> text.replace(host.knownHosts().toString(), known.toString()),
                "has changed",
                "SHA256:",
                "ssh-keygen -R '[127.0.0.1]:" + host.sshPort() + "' -f " + known);
    }

    @Test
    void aPortThatNobodyListensOn() throws Exception {
        int closed;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = free.getLocalPort();
        }
        withConfig(
                4,
                text -> text.replace("port: " + host.sshPort(), "port: " + closed),
                "deploy@127.0.0.1 port " + closed + " cannot be reached",
                "its SSH server listens on port " + closed);
    }

    @Test
    void aNameThatDoesNotResolve() throws Exception {
        withConfig(
                4,
                text -> text.replace("address: 127.0.0.1", "address: no-such-host.invalid"),
                "There is no host named no-such-host.invalid.",
                "hosts.dev.address in deploy.yml");
    }

    @Test
    void aHostThatNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            withConfig(
                    4,
                    text -> text.replace("port: " + host.sshPort(), "port: " + silent.getLocalPort()),
                    "does not answer",
                    "No answer within ");
        }
    }

    @Test
    void aDiskWithNoRoomForTheState() throws Exception {
        refusal.with(
                5,
                () -> mount("20m", STATE),
                () -> unmount(STATE),
                "The disk of dev is nearly full.",
                "MB are free under /home/deploy/.deploy-to-dev/scribe (tmpfs, mounted at " + STATE + ")",
                "are missing",
                "Make room on the host");
    }

    @Test
    void aDiskWithNoRoomForMoreFiles() throws Exception {
        refusal.with(
                5,
                () -> mount("500m,nr_inodes=60", STATE),
                () -> unmount(STATE),
                "The disk of dev is nearly full.",
                "more files can be made under /home/deploy/.deploy-to-dev/scribe",
                "df -i");
    }

    @Test
    void aDiskWithNoRoomForImages() throws Exception {
        refusal.with(
                5,
                () -> mount("100m", "/var/lib/docker"),
                () -> unmount("/var/lib/docker"),
                "The disk of dev is nearly full.",
                "104.9 MB are free under /var/lib/docker",
                "docker builder prune");
    }

    @Test
    void aTreeThatDoesNotFit() throws Exception {
        Path large = project.source().resolve("large.bin");
        refusal.with(
                5,
                () -> {
                    mount("100m", STATE);
                    Files.write(large, noise(60));
                },
                () -> {
                    Files.delete(large);
                    unmount(STATE);
                },
                "The disk of dev is nearly full.",
                "for the source tree, its copy for a return");
    }

    @Test
    void aDiskThatRunsFullWhileTheTreeIsWritten() throws Exception {
        Path large = project.source().resolve("large.bin");
        refusal.with(
                7,
                () -> {
                    mount("200m", STATE);
                    // Somebody else takes what there is, as soon as the file begins to arrive.
                    host.run(
                            "sh",
                            "-c",
                            "(timeout 60 sh -c 'until [ -e " + STATE
                                    + "/scribe/source/large.bin ]; do sleep 0.01; done';"
                                    + " fallocate -l $(df --output=avail -B1 " + STATE + " | tail -n 1) " + STATE
                                    + "/others) > /dev/null 2>&1 &");
                    Files.write(large, noise(60));
                },
                () -> {
                    Files.delete(large);
                    unmount(STATE);
                },
                "The disk of the dev host is full",
                "tar: large.bin: ",
                "Make room on the host");
    }

    @Test
    void startUpFilesThatPrintAreNoMistake() throws Exception {
        host.run("sed", "-i", "1i echo Welcome; echo and more >&2", "/home/deploy/.bashrc");
        Tool.Result result = Tool.deploy(project);
        host.run("sed", "-i", "1d", "/home/deploy/.bashrc");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).doesNotContain("Welcome").doesNotContain("and more");
    }

    private void withConfig(int exitCode, UnaryOperator<String> change, String... words) throws Exception {
        refusal.with(
                exitCode,
                () -> project.writeConfig(change),
                () -> project.writeConfig(UnaryOperator.identity()),
                words);
    }

    private static void mount(String size, String where) {
        host.run("mount", "-t", "tmpfs", "-o", "mode=700,uid=1000,gid=1000,size=" + size, "tmpfs", where);
    }

    /** Once the shells of the deploy there, the lock's above all, have found that it is over. */
    private static void unmount(String where) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> host.run("umount", where));
    }

    private static byte[] noise(int mebibytes) {
        byte[] bytes = new byte[mebibytes * 1024 * 1024];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
