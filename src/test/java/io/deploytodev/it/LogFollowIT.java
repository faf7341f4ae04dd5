package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.CuttableLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Following under load, while all happens that happens to containers and links: nothing is lost, nothing comes twice. */
class LogFollowIT {

    private static final List<String> FIVE = List.of("one", "two", "three", "four", "five");
    private static final Duration CUT = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int INTERRUPTED = 130;

    @RegisterExtension
    private static final DevHost host = DevHost.forTheClass();

    @TempDir
    private static Path directory;

    private static QuickProject project;
    private static CuttableLink link;

    @BeforeAll
    static void deployFive() throws Exception {
        link = CuttableLink.to(host.address(), host.sshPort());
        Files.writeString(
                host.knownHosts(),
                Files.readString(host.knownHosts()).replace("]:" + host.sshPort(), "]:" + link.port()),
                StandardOpenOption.APPEND);
        project = new QuickProject(directory, host);
        project.configure("");
        Files.writeString(
                project.config(), Files.readString(project.config()).replace("services: 10s", "services: 60s"));
        deploy(FIVE, "1");
    }

    @AfterAll
    static void takeTheLinkAway() {
        link.close();
    }

    @Test
    void nothingIsLostAndNothingComesTwiceOverARestartADeployAndACutLink() throws Exception {
        QuickProject.Running logs = project.start(
                Map.of("DEPLOY_TO_DEV__HOSTS__DEV__PORT", Integer.toString(link.port())),
                "logs",
                "--follow",
                "--tail=all",
                "--no-prefix");
        try {
            awaitSeen(logs, 5);

            host.run("docker", "restart", "quick-one-1");
            awaitSeen(logs, 6);

            link.cut();
            host.run("docker", "restart", "quick-two-1");
            Awaitility.await().pollDelay(CUT).until(() -> true);
            link.heal();
            awaitSeen(logs, 7);

            List<String> six = new ArrayList<>(FIVE);
            six.add("six");
            deploy(six, "2");
            awaitSeen(logs, 13);

            host.run("sh", "-c", "docker stop $(docker ps --quiet --filter label=com.docker.compose.project=quick)");
            Awaitility.await().atMost(LONG).until(() -> ended(logs) == 13);
            new ProcessBuilder("kill", "-TERM", Long.toString(logs.process().pid()))
                    .start()
                    .waitFor();
            QuickProject.Ran ran = logs.end();

            assertThat(ran.exitCode()).as(ran.err()).isEqualTo(INTERRUPTED);
            assertThat(CountingProject.wholeLives(ran.out().lines().toList())).hasSize(13);
            assertThat(ran.err())
                    .contains(
                            "The connection to dev was lost",
                            "Connected to dev again",
                            "one: ended with exit code 0",
                            "one: started",
                            "six: started")
                    .doesNotContain("Exception");
        } finally {
            logs.process().destroyForcibly();
        }
    }

    private static void deploy(List<String> services, String version) throws IOException, InterruptedException {
        project.compose(CountingProject.compose(services, version));
        QuickProject.Ran deployed = project.run("deploy", "--plain");
        assertThat(deployed.exitCode()).as(deployed.out() + deployed.err()).isZero();
    }

    /** Lives of which a line was shown. */
    private static void awaitSeen(QuickProject.Running logs, int lives) {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> lives(logs).size() == lives || !logs.process().isAlive());
        assertThat(logs.process().isAlive()).isTrue();
    }

    private static Set<String> lives(QuickProject.Running logs) throws IOException {
        try (var lines = Files.lines(logs.out())) {
            return lines.filter(line -> line.endsWith(" 0"))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .collect(java.util.stream.Collectors.toSet());
        }
    }

    private static long ended(QuickProject.Running logs) throws IOException {
        try (var lines = Files.lines(logs.out())) {
            return lines.filter(line -> line.contains(" end ")).count();
        }
    }
}
