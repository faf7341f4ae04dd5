package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.CuttableLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A link that breaks, and a client that dies, while work goes on on the host; each test begins where the last ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LinkIT {

    private static final Duration CUT = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String JOBS = "/home/deploy/.deploy-to-dev/scribe/jobs";

    /** Compose takes its time to replace containers, so that a test comes in between. */
    private static final String SLOW_UP = """
            cat > /usr/local/bin/docker <<'END'
            #!/bin/sh
            case " $* " in *" up --detach "*) sleep 4 ;; esac
            exec /usr/bin/docker "$@"
            END
            chmod 755 /usr/local/bin/docker
            """;

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final SampleProject project = SampleProject.on(host);

    private static final Gateway gateway = new Gateway(host);
    private static CuttableLink link;

    @BeforeAll
    static void putALinkInBetween() throws IOException {
        link = CuttableLink.to(host.address(), host.sshPort());
        Path knownHosts = host.knownHosts();
        Files.writeString(
                knownHosts,
                Files.readString(knownHosts).replace("]:" + host.sshPort(), "]:" + link.port()),
                StandardOpenOption.APPEND);
        useLink("90s");
    }

    @AfterAll
    static void takeItAway() {
        link.close();
    }

    @Test
    @Order(1)
    void aLinkThatIsCutDuringTheBuildCostsNoWork() throws Exception {
        try (Tool.Running deploy = Tool.start(project)) {
            awaitAtWork(deploy, "build");
            cutForAWhile();
            Tool.Result result = deploy.end();
            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(result.output()).contains("The connection to dev was lost", "Connected to dev again");
            assertThat(jobs()).filteredOn(job -> job.contains("-build-")).hasSize(1);
            assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    @Order(2)
    void aLinkThatIsCutDuringTheRolloutCostsNoWork() throws Exception {
        host.run("sh", "-c", SLOW_UP);
        project.set("GATEWAY_MISBEHAVE_START_DELAY_SECONDS", "1");
        try (Tool.Running deploy = Tool.start(project)) {
            awaitAtWork(deploy, "up");
            cutForAWhile();
            Tool.Result result = deploy.end();
            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(result.output()).contains("Connected to dev again");
            assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    @Order(3)
    void aLinkThatStaysCutEndsTheDeployWhichSaysWhatGoesOn() throws Exception {
        useLink("2s");
        project.set("GATEWAY_MISBEHAVE_START_DELAY_SECONDS", "2");
        String before = host.containers().get("api-gateway");
        try (Tool.Running deploy = Tool.start(project)) {
            awaitAtWork(deploy, "up");
            link.cut();
            Tool.Result result = deploy.end();
            assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
            assertThat(result.output())
                    .contains("The connection to dev was lost.", "goes on to its end by itself", "Deploy again when");
        } finally {
            link.heal();
            useLink("90s");
        }
        Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(atWork()).isEmpty());
        assertThat(host.containers().get("api-gateway")).isNotEqualTo(before);
        deployedInOrder(Tool.deploy(project));
    }

    @Test
    @Order(4)
    void whatAClientThatWasKilledLeftAtWorkIsWaitedForByTheNextDeploy() throws Exception {
        project.set("GATEWAY_MISBEHAVE_START_DELAY_SECONDS", "3");
        try (Tool.Running killed = Tool.start(project)) {
            awaitAtWork(killed, "up");
            killed.process().destroyForcibly();
            Tool.Result next = Tool.deploy(project);
            deployedInOrder(next);
            assertThat(next.output()).contains("left its up at work on the host; waiting for that to end.");
        }
    }

    private static void deployedInOrder(Tool.Result result) throws Exception {
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        assertThat(atWork()).isEmpty();
        assertThat(host.run("docker", "ps", "--all", "--format", "{{.Names}}").lines())
                .as("no container stands twice, or under a name that it had only meanwhile")
                .hasSize(host.containers().size())
                .allMatch(name -> name.matches("scribe-[a-z0-9-]+-1"));
    }

    private static void awaitAtWork(Tool.Running deploy, String job) {
        Awaitility.await()
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !deploy.process().isAlive()
                        || atWork().stream().anyMatch(name -> name.contains("-" + job + "-")));
    }

    /** The names of the jobs that are not over. */
    private static List<String> atWork() {
        return host.run(
                        "sh",
                        "-c",
                        "for j in " + JOBS + "/*; do [ ! -e $j/running ] || [ -e $j/exit ] || echo ${j##*/}; done")
                .lines()
                .toList();
    }

    private static List<String> jobs() {
        return host.run("sh", "-c", "ls " + JOBS + " 2> /dev/null || :").lines().toList();
    }

    private static void cutForAWhile() {
        link.cut();
        Awaitility.await().pollDelay(CUT).until(() -> true);
        link.heal();
    }

    private static void useLink(String patience) throws IOException {
        project.writeConfig(config -> config.replace("port: " + host.sshPort(), "port: " + link.port())
                .replace("timeouts: {", "timeouts: {connection: " + patience + ", "));
    }
}
