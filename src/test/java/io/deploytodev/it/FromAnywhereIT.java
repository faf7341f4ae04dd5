package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every verb of on-call, from an empty directory of a machine that knows nothing but the host's name. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FromAnywhereIT {

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final TinyProject project = TinyProject.on(host, "tiny");

    @TempDir
    private Path directory;

    private BareMachine machine;

    @BeforeEach
    void machine() throws Exception {
        machine = BareMachine.thatKnows(host, directory);
    }

    @Test
    @Order(1)
    void itIsSeen() throws Exception {
        project.write("Dockerfile", """
                FROM deploy-to-dev-standin/python:3.11
                COPY page /srv/page
                CMD ["sh", "-c", "echo up; exec python3 -m http.server 8000 --directory /srv"]
                """);
        project.done("deploy");

        assertThat(done("logs", "--host", "dev", "--tail", "5", "web")).contains("web | up");
        assertThat(done("health", "--host", "dev")).contains("✔ dev host", "GET /page", "Every link that can be asked");
        Tool.Result doctor = machine.run("doctor", "--host", "dev");
        assertThat(doctor.exitCode()).as(doctor.output()).isZero();
        assertThat(done("exec", "--host", "dev", "web", "--", "cat", "/srv/page"))
                .isEqualTo("first\n");
        assertThat(machine.run("exec", "--host", "dev", "web", "--", "sh", "-c", "exit 7")
                        .exitCode())
                .isEqualTo(7);
        Tool.Result shell = machine.onTerminal("cat /srv/page; exit 9\n", "shell", "--host", "dev", "web");
        assertThat(shell.exitCode()).as(shell.output()).isEqualTo(9);
        assertThat(shell.output()).contains("first");
        machine.withSsh();
        assertThat(done("ssh", "--host", "dev", "--", "id", "-un")).isEqualTo("deploy\n");
    }

    @Test
    @Order(2)
    void itIsRepaired() throws Exception {
        Map<String, String> before = host.containers();
        assertThat(done("restart", "--host", "dev", "--plain")).contains("web restarted and ready on dev");
        assertThat(host.containers().get("web")).isNotEqualTo(before.get("web"));
        assertThat(done("stop", "--host", "dev", "web", "--plain")).contains("web stopped on dev");
        Tool.Result health = machine.run("health", "--host", "dev");
        assertThat(health.exitCode()).as(health.output()).isEqualTo(11);
        assertThat(health.output()).contains("✖ dev host", "deploy-to-dev logs web");
        assertThat(done("start", "--host", "dev", "--plain")).contains("web started and ready on dev");
        assertThat(done("audit", "--host", "dev")).contains("restart", "stop", "start");
    }

    @Test
    @Order(3)
    void itIsTakenAway() throws Exception {
        assertThat(done("down", "--host", "dev", "--plain")).contains("on dev");
        assertThat(host.containers()).isEmpty();
        assertThat(done("start", "--host", "dev", "--plain")).contains("web started and ready on dev");
        Tool.Result unsure = machine.run("down", "--host", "dev", "--purge");
        assertThat(unsure.exitCode()).as(unsure.output()).isEqualTo(2);
        Tool.Result purged = machine.onTerminal("tiny\n", "down", "--host", "dev", "--purge", "--plain");
        assertThat(purged.exitCode()).as(purged.output()).isZero();
        assertThat(machine.run("status", "--host", "dev").output()).contains("There is no project on dev.");
    }

    private String done(String... words) throws Exception {
        Tool.Result result = machine.run(words);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
