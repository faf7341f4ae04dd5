package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner's own image, built from this checkout and the packaged jar, and used as the README says. */
class RunnerImageIT {

    private static final String IMAGE = "deploy-to-dev:latest";
    private static final int ROOT = 0;
    private static final int SOMEBODY = 4711;

    @TempDir
    private Path directory;

    @BeforeAll
    static void buildImage() throws Exception {
        Path logs = Files.createTempDirectory("deploy-to-dev-it-");
        Run build = run(
                logs,
                Path.of("scripts/images/build").toAbsolutePath().toString(),
                "runner",
                Path.of("target/deploy-to-dev.jar").toAbsolutePath().toString());
        Files.delete(logs);
        assertThat(build.exitCode()).as(build.output()).isZero();
    }

    @Test
    void itDeploysTheSampleToARealDevHost() throws Exception {
        try (DevHost host = DevHost.start(directory.resolve("keys"))) {
            SampleProject project = SampleProject.copyTo(directory, host);
            describeHostAsSeenFromAContainer(host, project);
            int user = handOver();

            Run deploy = docker(user, "deploy");

            assertThat(deploy.exitCode()).as(deploy.output()).isZero();
            assertThat(new Gateway(host).get("/health").statusCode()).isEqualTo(200);
            assertThat(deploy.output()).contains("http://" + host.bridgeAddress() + ":8000/health");
            SampleProject.PASSWORDS.forEach(
                    password -> assertThat(deploy.output()).doesNotContain(password));

            Run again = docker(user, "deploy");

            assertThat(again.exitCode()).as(again.output()).isZero();
            assertThat(again.output()).contains("built before from the same tree");
        }
    }

    @Test
    void withoutAWordItIsNotRootAndExplainsItself() throws Exception {
        Run user = run(directory, "docker", "run", "--rm", "--network=none", "--entrypoint=id", IMAGE, "-u");
        assertThat(user.output().trim()).isNotEqualTo("0");
        Run help = run(directory, "docker", "run", "--rm", "--network=none", IMAGE);
        assertThat(help.exitCode()).isZero();
        assertThat(help.output()).contains("deploy-to-dev", "deploy", "help exit-codes");
    }

    @Test
    void whoeverItRunsAsHasANameForSshAndGitAndTheExitCodeComesThrough() throws Exception {
        Run ssh = run(
                directory,
                "docker",
                "run",
                "--rm",
                "--network=none",
                "--user=4711:4711",
                "--entrypoint=sh",
                IMAGE,
                "-c",
                "deploy-to-dev --version && ssh -G dev.example.internal && git --version && getent passwd 4711");
        assertThat(ssh.exitCode()).as(ssh.output()).isZero();
        assertThat(ssh.output()).contains("user runner", "git version", ":/home/runner:");

        Run deploy = docker(handOver(), "deploy");
        assertThat(deploy.exitCode()).as(deploy.output()).isEqualTo(3);
        assertThat(deploy.output()).contains("config/deploy.yml");
    }

    /**
     * In a container of its own, the runner reaches the dev host by its address on the bridge; key and known_hosts are
     * where ssh has them.
     */
    private static void describeHostAsSeenFromAContainer(DevHost host, SampleProject project) throws IOException {
        String address = host.bridgeAddress();
        Files.writeString(
                host.knownHosts(),
                Files.readString(host.knownHosts()).replace("[" + host.address() + "]:" + host.sshPort(), address));
        project.writeConfig(text -> text.replaceAll("(?m)^ *(port: \\d+|identity: .*|known_hosts: .*)\\R", "")
                .replace("address: " + host.address(), "address: " + address)
                .replace(host.gatewayUrl(), "http://" + address + ":8000"));
    }

    /** The files get an owner who is not root, where the test itself is root; returns who that is. */
    private int handOver() throws IOException {
        int self = (Integer) Files.getAttribute(directory, "unix:uid");
        if (self != ROOT) {
            return self;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:uid", SOMEBODY, java.nio.file.LinkOption.NOFOLLOW_LINKS);
            }
        }
        return SOMEBODY;
    }

    private Run docker(int user, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "docker",
                "run",
                "--rm",
                "--label=io.deploytodev.made-by=test",
                "--label=io.deploytodev.pid=" + ProcessHandle.current().pid(),
                "--user=" + user + ":" + user,
                "--volume=" + directory + ":/work",
                "--volume=" + directory.resolve("keys") + ":/home/runner/.ssh:ro",
                IMAGE));
        command.addAll(List.of(arguments));
        return run(directory, command.toArray(String[]::new));
    }

    private static Run run(Path directory, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "run", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(output);
        Files.delete(output);
        assertThat(ended).as("%s did not end: %s", List.of(command), text).isTrue();
        return new Run(process.exitValue(), text);
    }

    private record Run(int exitCode, String output) {}
}
