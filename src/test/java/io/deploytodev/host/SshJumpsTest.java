package io.deploytodev.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.failure.DeployFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts behind hosts; each hop is a server of its own. */
@Timeout(30)
class SshJumpsTest {

    @TempDir
    Path directory;

    private TestSshServer gate;
    private TestSshServer inner;
    private TestSshServer dev;

    @BeforeEach
    void start() throws Exception {
        gate = TestSshServer.start(Files.createDirectory(directory.resolve("gate")));
        inner = TestSshServer.start(Files.createDirectory(directory.resolve("inner")));
        dev = TestSshServer.start(Files.createDirectory(directory.resolve("dev")));
    }

    @AfterEach
    void stop() {
        dev.close();
        inner.close();
        gate.close();
    }

    @Test
    void a_host_behind_two_others_runs_commands_and_gets_large_input_whole() throws Exception {
        byte[] large = new byte[3_000_000];
        try (SshHost host = new SshConnector().connect(chain())) {
            assertThat(host.run(Command.of(List.of("echo", "hello"))).text()).isEqualTo("hello\n");
            Command<CommandResult> count = Command.of(List.of("wc", "-c")).fedWith(out -> out.write(large));
            assertThat(host.run(count).text().trim()).isEqualTo("3000000");
            assertThat(host.run(Command.script("head -c 3000000 /dev/zero", List.of()))
                            .stdout())
                    .hasSize(3_000_000);
        }
    }

    @Test
    void the_host_key_of_every_hop_is_checked_and_the_hop_is_named() throws Exception {
        SshTarget target = chain();
        Files.writeString(inner.knownHosts(), "");

        DeployFailure failure = failure(target);

        assertThat(failure.what())
                .contains("port " + inner.port())
                .contains("jump host on the way to dev")
                .contains("not known");
        assertThat(failure.why()).contains(inner.fingerprint());
    }

    @Test
    void a_jump_host_that_does_not_let_us_in_is_named() throws Exception {
        Path stranger = gate.identity("stranger", TestSshServer.rsa("stranger"), null);

        DeployFailure failure = failure(last().through(List.of(gate.target(stranger))));

        assertThat(failure.what()).startsWith("The jump host refuses").contains("port " + gate.port());
    }

    @Test
    void what_a_jump_host_cannot_reach_is_told_with_the_name_of_both() throws Exception {
        int closed;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = free.getLocalPort();
        }
        SshTarget target = new SshTarget(
                        "dev",
                        "127.0.0.1",
                        closed,
                        TestSshServer.USER,
                        List.of(),
                        dev.knownHosts(),
                        Duration.ofSeconds(5))
                .through(List.of(way(gate)));

        DeployFailure failure = failure(target);

        assertThat(failure.what())
                .contains("port " + closed)
                .contains("from the jump host")
                .contains("" + gate.port());
    }

    @Test
    void a_jump_host_that_is_down_is_named() throws Exception {
        SshTarget target = chain();
        gate.die();

        assertThat(failure(target).what()).startsWith("The jump host").contains("cannot be reached");
    }

    @Test
    void a_host_behind_a_jump_that_never_speaks_is_given_up_in_time() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            SshTarget target = new SshTarget(
                            "dev",
                            "127.0.0.1",
                            silent.getLocalPort(),
                            TestSshServer.USER,
                            List.of(),
                            dev.knownHosts(),
                            Duration.ofSeconds(1))
                    .through(List.of(way(gate)));

            assertThat(failure(target).what()).contains("does not answer");
        }
    }

    private SshTarget chain() throws Exception {
        return last().through(List.of(way(gate), way(inner)));
    }

    private SshTarget last() throws Exception {
        return way(dev);
    }

    private static SshTarget way(TestSshServer server) throws Exception {
        return server.target(server.authorizedIdentity("id", TestSshServer.rsa("user")));
    }

    private static DeployFailure failure(SshTarget target) {
        return catchThrowableOfType(
                DeployFailure.class, () -> new SshConnector().connect(target).close());
    }
}
