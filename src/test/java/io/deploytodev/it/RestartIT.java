package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code restart}, {@code stop} and {@code start} of services that were deployed. */
class RestartIT {

    private static final int ROLLOUT = 10;
    private static final int LOCKED = 6;
    private static final String DATA = "again_data";

    /** Refuses to start while a file is there, and says why. */
    private static final String DOCKERFILE = """
            FROM deploy-to-dev-standin/python:3.11
            COPY page /srv/page
            CMD ["sh", "-c", "if [ -e /data/broken ]; then echo 'no such setting: COLOUR' >&2; exit 3; fi;\
             exec python3 -m http.server 8000 --directory /srv"]
            """;

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final TinyProject project = TinyProject.on(host, "again");

    @BeforeAll
    static void deploy() throws Exception {
        project.write("Dockerfile", DOCKERFILE);
        project.write("compose.yml", """
                services:
                  cache: {image: "%s", stop_grace_period: 1s}
                  web:
                    build: .
                    stop_grace_period: 0s
                    volumes: ["data:/data"]
                    depends_on: [cache]
                volumes: {data: {}}
                """.formatted(QuickProject.IMAGE));
        project.configure("");
        project.write(
                "config/deploy.yml",
                Files.readString(project.file("config/deploy.yml"))
                        .replace("infrastructure: []", "infrastructure: [cache]"));
        project.done("deploy");
    }

    @Test
    void aRestartIsOfTheBackendUnlessMoreIsAskedFor() throws Exception {
        Map<String, String> before = host.containers();
        assertThat(project.done("restart", "--plain")).contains("web restarted and ready on dev");
        Map<String, String> after = host.containers();
        assertThat(after.get("cache")).isEqualTo(before.get("cache"));
        assertThat(after.get("web")).isNotEqualTo(before.get("web"));
        assertThat(id(after.get("web"))).as("the same container").isEqualTo(id(before.get("web")));
        project.done("restart", "--all");
        assertThat(host.containers().get("cache")).isNotEqualTo(before.get("cache"));
        assertThat(project.done("audit", "--tail", "1")).contains("restart", "done", "restarted cache, web");
    }

    @Test
    void oneThatDoesNotComeUpIsAFailureWithItsLastWords() throws Exception {
        host.run("docker", "exec", "again-web-1", "touch", "/data/broken");
        try {
            Tool.Result result = project.run("restart", "web", "--plain");
            assertThat(result.exitCode()).as(result.output()).isEqualTo(ROLLOUT);
            assertThat(result.output()).contains("web", "no such setting: COLOUR", "exit code 3");
        } finally {
            host.run("docker", "run", "--rm", "--volume", DATA + ":/data", QuickProject.IMAGE, "rm", "/data/broken");
        }
        assertThat(project.done("start", "--plain")).contains("web started and ready on dev");
    }

    @Test
    void whatIsStoppedStaysSoUntilItIsStarted() throws Exception {
        Map<String, String> before = host.containers();
        assertThat(project.done("stop", "web", "--plain")).contains("web stopped on dev");
        assertThat(running()).isEqualTo("again-cache-1");
        assertThat(project.done("start", "web", "--plain")).contains("web started and ready on dev");
        assertThat(running()).contains("again-web-1");
        assertThat(id(host.containers().get("web"))).isEqualTo(id(before.get("web")));
        assertThat(project.done("start", "--plain")).contains("all runs, as before");
    }

    @Test
    void whoIsAtWorkIsNotDisturbed() throws Exception {
        Map<String, String> before = host.containers();
        host.run("sh", "-c", "(flock 9; exec sleep 4321) 9>> " + project.state() + "/lock > /dev/null 2>&1 &");
        try {
            for (String verb : new String[] {"restart", "stop", "start", "down"}) {
                assertThat(project.run(verb).exitCode()).as(verb).isEqualTo(LOCKED);
            }
        } finally {
            host.run("pkill", "-f", "sleep 4321");
        }
        assertThat(host.containers()).isEqualTo(before);
    }

    @Test
    void aClientThatIsKilledLeavesNothingHalfDone() throws Exception {
        String before = host.containers().get("web");
        try (Tool.Running killed = Tool.startVerb(project.file("config/deploy.yml"), "restart", "web", "--plain")) {
            killed.awaitOutput(output -> output.contains("restarting web"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !before.equals(host.containers().get("web"))
                            || !host.run("sh", "-c", "ls " + project.state() + "/jobs")
                                    .isEmpty());
            killed.process().destroyForcibly();
        }
        assertThat(project.done("restart", "web", "--plain")).contains("web restarted and ready on dev");
        assertThat(running().lines()).containsExactlyInAnyOrder("again-cache-1", "again-web-1");
    }

    private static String running() {
        return host.run("docker", "ps", "--format", "{{.Names}}", "--filter", "label=com.docker.compose.project=again");
    }

    private static String id(String container) {
        return container.substring(0, container.indexOf(' '));
    }
}
