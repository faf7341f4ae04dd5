package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One dev host through a day: each test begins where the one before it ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeployIT {

    private static final String VERSION_FILE = "backend/src/main/java/com/example/scribe/Version.java";
    private static final String[] INFRASTRUCTURE = {"postgres", "neo4j", "redis"};

    @TempDir
    private static Path directory;

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final SampleProject project = SampleProject.on(host);

    private static final Gateway gateway = new Gateway(host);

    @Test
    @Order(1)
    void aFirstDeployOnABareHostEndsHealthyWithOneBuildForAllServices() throws Exception {
        host.recordImageEvents();

        Tool.Result result = Tool.deploy(project);

        assertThat(result.exitCode()).as(result.output()).isZero();
        HttpResponse<String> health = gateway.get("/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"healthy\"", "postgres", "neo4j", "redis");
        assertThat(host.containers())
                .containsOnlyKeys(
                        "postgres", "neo4j", "redis", "migrate", "api-gateway", "agent-worldsmith", "agent-plotmaster");
        // A build ends with the engine naming the image by the release: as often as there were builds.
        assertThat(host.imageEvents())
                .filteredOn(event -> event.startsWith("tag scribe-backend:2"))
                .hasSize(1);
        assertThat(result.output()).contains(host.gatewayUrl() + "/health");
    }

    @Test
    @Order(2)
    void whatTheHostKeepsIsReadableByNobodyElse() {
        String open = host.run(
                "find",
                "/home/deploy/.deploy-to-dev/scribe",
                "-maxdepth",
                "1",
                "-perm",
                "/077",
                "-not",
                "-name",
                "source");
        assertThat(open).isEmpty();
    }

    @Test
    @Order(3)
    void aDeployWithoutAChangeTouchesNoContainer() throws Exception {
        Map<String, String> before = host.containers();

        Tool.Result result = Tool.deploy(project);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(host.containers()).isEqualTo(before);
        assertThat(result.output()).contains("built before from the same tree").doesNotContain("Recreate");
    }

    /** On a slow link, this is what such a deploy costs: each of them waits for the answer to the one before. */
    @Test
    @Order(4)
    void aDeployWithoutAChangeRunsNineCommandsOnTheHostAndNoMore() throws Exception {
        Set<Long> commands = new HashSet<>();
        // What was asked ahead is asked again where a machine is so busy that it has grown old: the best of three
        // counts.
        for (int round = 0; round < 3 && commands.stream().noneMatch(count -> count <= 9); round++) {
            Tool.Result result = Tool.run(project, "deploy", "--json");
            assertThat(result.exitCode()).as(result.output()).isZero();
            commands.add(result.output()
                    .lines()
                    .filter(line -> line.contains("\"event\":\"commandEnded\""))
                    .count());
        }
        assertThat(commands).anyMatch(count -> count <= 9);
    }

    @Test
    @Order(5)
    void oneChangedLineIsSentBuiltAndSeen() throws Exception {
        Map<String, String> before = host.containers();
        project.edit(VERSION_FILE, text -> text.replace("\"1.0.0\"", "\"1.0.1\""));

        Tool.Result result = Tool.deploy(project);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(gateway.get("/version").body()).contains("1.0.1");
        assertThat(result.output()).contains("1 of ", " files sent");
        assertThat(host.containers()).containsAllEntriesOf(only(before, INFRASTRUCTURE));
        assertThat(host.containers().get("api-gateway")).isNotEqualTo(before.get("api-gateway"));
    }

    @Test
    @Order(6)
    void aWrongDatabasePasswordIsFoundBeforeAnythingIsTouched() throws Exception {
        Map<String, String> before = host.containers();
        project.set("POSTGRES_PASSWORD", "anotherpassword");

        Tool.Result result = Tool.deploy(project);

        project.set("POSTGRES_PASSWORD", "firstpostgrespassword");
        assertThat(result.exitCode()).as(result.output()).isEqualTo(9);
        assertThat(result.output())
                .contains("postgres", "password authentication failed", "next ")
                .doesNotContain("anotherpassword")
                .doesNotContain("\tat ");
        assertThat(host.containers()).isEqualTo(before);
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(7)
    void aBrokenDockerfileTouchesNothingAndShowsItsError() throws Exception {
        Map<String, String> before = host.containers();
        UnaryOperator<String> breakIt = text -> text.replaceFirst("(?m)^RUN ", "RUN no-such-command && ");
        String dockerfile = Files.readString(project.source().resolve("backend/Dockerfile"));
        project.edit("backend/Dockerfile", breakIt);

        Tool.Result result = Tool.deploy(project);

        project.edit("backend/Dockerfile", text -> dockerfile);
        assertThat(result.exitCode()).as(result.output()).isEqualTo(8);
        assertThat(result.output())
                .contains("FAILED", "no-such-command", "next ")
                .doesNotContain("\tat ");
        assertThat(host.containers()).isEqualTo(before);
    }

    @Test
    @Order(8)
    void aCrashingGatewayIsTakenBackAndItsLogIsShown() throws Exception {
        Map<String, String> before = host.containers();
        String version = gateway.get("/version").body();
        project.set("GATEWAY_MISBEHAVE_START_DELAY_SECONDS", "60");
        project.set("GATEWAY_MISBEHAVE_CRASH_AFTER_SECONDS", "1");

        Tool.Result result = Tool.deploy(project);

        project.set("GATEWAY_MISBEHAVE_START_DELAY_SECONDS", "");
        project.set("GATEWAY_MISBEHAVE_CRASH_AFTER_SECONDS", "");
        assertThat(result.exitCode()).as(result.output()).isEqualTo(12);
        assertThat(result.output())
                .contains("api-gateway", "42", "serves again", "log: ")
                .doesNotContain("\tat ");
        assertThat(host.containers())
                .as("all but the gateway")
                .containsAllEntriesOf(
                        only(before, "postgres", "neo4j", "redis", "agent-worldsmith", "agent-plotmaster"));
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/version").body().replaceAll("\"startedAt\":[^,}]*", ""))
                .isEqualTo(version.replaceAll("\"startedAt\":[^,}]*", ""));
    }

    @Test
    @Order(9)
    void anUnknownHostKeyIsRefusedWithItsFingerprint() throws Exception {
        Map<String, String> before = host.containers();
        Path empty = Files.writeString(directory.resolve("empty_known_hosts"), "");
        project.writeConfig(text -> text.replace(host.knownHosts().toString(), empty.toString()));

        Tool.Result result = Tool.deploy(project);

        project.writeConfig(UnaryOperator.identity());
        String fingerprint = host.run("ssh-keygen", "-lf", "/etc/ssh/host-keys/ssh_host_ed25519_key.pub")
                .split(" ", 3)[1];
        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.output()).contains(fingerprint, "ssh-keyscan").doesNotContain("\tat ");
        assertThat(host.containers()).isEqualTo(before);
    }

    @Test
    @Order(10)
    void twoDeploysAtOnceDoNotMeet() throws Exception {
        // Held by hand, as by another workstation: a second real deploy would have to be timed.
        String state = "/home/deploy/.deploy-to-dev/scribe";
        try (Tool.Running first = holdLock(state)) {
            assertThat(first.process().isAlive()).as(first.outputSoFar()).isTrue();
            Tool.Result result = Tool.deploy(project);

            assertThat(result.exitCode()).as(result.output()).isEqualTo(6);
            assertThat(result.output()).contains("Somebody else is at work", "somebody else's deploy");
        }
        Tool.Result after = Tool.deploy(project);
        assertThat(after.exitCode()).as(after.output()).isZero();
    }

    private static Tool.Running holdLock(String state) throws IOException {
        Path output = Files.createTempFile(directory, "lock", ".log");
        Process process = new ProcessBuilder(
                        "ssh",
                        "-i",
                        host.identity().toString(),
                        "-o",
                        "UserKnownHostsFile=" + host.knownHosts(),
                        "-o",
                        "BatchMode=yes",
                        "-p",
                        Integer.toString(host.sshPort()),
                        "deploy@" + host.address(),
                        "echo somebody else, deploy > " + state + "/lock.holder; exec 9>> " + state
                                + "/lock; flock 9; echo held; cat; rm " + state + "/lock.holder")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Tool.Running running = new Tool.Running(process, output);
        running.awaitOutput(text -> text.contains("held"));
        return running;
    }

    @Test
    @Order(11)
    void ctrlCStopsTheDeployAndLeavesTheHostReadyForTheNext() throws Exception {
        Map<String, String> before = host.containers();
        project.edit(VERSION_FILE, text -> text.replace("\"1.0.1\"", "\"1.0.2\""));
        try (Tool.Running running = Tool.start(project)) {
            running.awaitOutput(text -> text.contains("image           started"));
            host.run("true");
            assertThat(new ProcessBuilder(
                                    "kill",
                                    "-INT",
                                    Long.toString(running.process().pid()))
                            .start()
                            .waitFor())
                    .isZero();
            Tool.Result result = running.end();
            assertThat(result.exitCode()).as(result.output()).isEqualTo(130);
        }
        assertThat(host.containers()).isEqualTo(before);

        Tool.Result after = Tool.deploy(project);

        assertThat(after.exitCode()).as(after.output()).isZero();
        assertThat(gateway.get("/version").body()).contains("1.0.2");
    }

    private static Map<String, String> only(Map<String, String> all, String... names) {
        Map<String, String> some = new java.util.TreeMap<>(all);
        some.keySet().retainAll(java.util.List.of(names));
        return some;
    }
}
