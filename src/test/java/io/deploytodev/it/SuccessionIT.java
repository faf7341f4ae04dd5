package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a project gives up: a service that is renamed, an environment file; each test begins where the one before ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SuccessionIT {

    private static final String PORT = "    ports: [\"9000:8000\"]\n";

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final TinyProject tiny = TinyProject.on(host, "tiny");

    @Test
    @Order(1)
    void aServiceThatDoesNotComeUpGivesThePortBackToTheOneThatItReplaces() throws Exception {
        tiny.compose("web", PORT);
        tiny.done("deploy", "--plain");
        tiny.compose("web2", PORT + "    command: [\"false\"]\n");

        Tool.Result result = tiny.run("deploy", "--plain");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(12);
        assertThat(host.run("curl", "-fs", "http://127.0.0.1:9000/page")).isEqualTo("first");
        assertThat(host.containers()).containsOnlyKeys("web");
    }

    @Test
    @Order(2)
    void aRenamedServiceTakesItsPortOver() throws Exception {
        tiny.compose("web2", PORT);
        tiny.page("renamed");

        String output = tiny.done("deploy", "--plain");

        assertThat(output).contains("web is not in the compose files any more, and makes way for web2.");
        assertThat(host.run("curl", "-fs", "http://127.0.0.1:9000/page")).isEqualTo("renamed");
        assertThat(host.containers()).containsOnlyKeys("web2");
        tiny.done("rollback", "--plain");
        assertThat(host.run("curl", "-fs", "http://127.0.0.1:9000/page")).isEqualTo("first");
        assertThat(host.containers()).containsOnlyKeys("web");
    }

    @Test
    @Order(3)
    void aPartIsRefusedThePortThatOnlyTheWholeWouldFree() throws Exception {
        Tool.Result result = tiny.run("deploy", "--plain", "--service", "web2");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.output()).contains("Port 9000 of dev", "which the compose files no longer have");
        assertThat(host.run("curl", "-fs", "http://127.0.0.1:9000/page")).isEqualTo("first");
    }

    @Test
    @Order(4)
    void anEnvironmentFileThatIsNamedNoMoreDoesNotStayOnTheHost() throws Exception {
        tiny.compose("web", PORT + "    environment: {WORD: \"${WORD:-none}\"}\n");
        tiny.write(".env", "WORD=secretword\n");
        tiny.configure("compose: {env_file: ../.env}\n");
        tiny.done("deploy", "--plain");
        assertThat(word()).isEqualTo("secretword");
        assertThat(host.run("ls", "-A", tiny.state(), tiny.state() + "/source")).contains("\nenv\n", "\n.env\n");

        Files.delete(tiny.file(".env"));
        tiny.configure("");
        tiny.done("deploy", "--plain");

        assertThat(word()).isEqualTo("none");
        assertThat(host.run("ls", "-A", tiny.state(), tiny.state() + "/source")).doesNotContain("\nenv\n", "\n.env\n");

        tiny.done("rollback", "--plain");
        assertThat(word()).isEqualTo("secretword");
    }

    private static String word() {
        return host.run("docker", "exec", "tiny-web-1", "sh", "-c", "echo $WORD");
    }
}
