package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that are killed in the middle, and what the next verb makes of it; each test begins where the last ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CutOffIT {

    private static final String STATE = "/home/deploy/.deploy-to-dev/scribe";

    private static final String VERSION = "backend/src/main/java/com/example/scribe/Version.java";

    private static final Duration SOON = Duration.ofSeconds(90);

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final SampleProject project = SampleProject.on(host);

    private static final Gateway gateway = new Gateway(host);

    private static String good = "";

    @Test
    @Order(1)
    void whatAFirstDeployLeftIsNobodysProject() throws Exception {
        killedIn("infrastructure");
        Tool.Result list = Tool.run(project, "releases");
        assertThat(list.output()).contains("cut off in infrastructure");
        assertThat(Tool.run(project, "lock").output()).contains("was cut off in infrastructure");
        assertThat(Tool.run(project, "audit").output()).contains("cut off in infrastructure");

        project.edit("backend/Dockerfile", text -> text + "\nRUN false\n");
        Tool.Result failed = Tool.deploy(project);
        assertThat(failed.exitCode()).as(failed.output()).isEqualTo(8);
        assertThat(failed.output()).contains("was cut off in infrastructure").doesNotContain("Adopted");
        assertThat(host.run("sh", "-c", "ls " + STATE + "/intent 2> /dev/null || echo none"))
                .isEqualTo("none");
        project.edit("backend/Dockerfile", text -> text.replace("\nRUN false\n", ""));

        Tool.Result next = Tool.deploy(project);
        assertThat(next.exitCode()).as(next.output()).isZero();
        assertThat(next.output()).doesNotContain("Adopted", "cut off");
        assertThat(Tool.run(project, "releases").output())
                .contains("cut off", "failed: build", "healthy")
                .doesNotContain("adopted");
        good = current();
    }

    @Test
    @Order(2)
    void aRollbackAfterADeployThatWasCutOffReturnsToTheLastGoodRelease() throws Exception {
        String serving = gateway.get("/version").body();
        version("2.0.0");
        killedIn("services");
        assertThat(Tool.run(project, "releases").output()).contains("cut off in services");

        Tool.Result back = Tool.run(project, "rollback", "--plain");

        assertThat(back.exitCode()).as(back.output()).isZero();
        assertThat(back.output()).contains("was cut off in services", "is back at release " + good);
        servesAsAWhole(serving);
    }

    @Test
    @Order(3)
    void aDeployOfAPartFirstUndoesWhatWasCutOff() throws Exception {
        String serving = gateway.get("/version").body();
        version("3.0.0");
        killedIn("services");

        Tool.Result part = Tool.deploy(project, "--service", "agent-plotmaster");

        assertThat(part.exitCode()).as(part.output()).isZero();
        assertThat(part.output()).contains("was cut off in services", "First all goes back to release " + good);
        assertThat(gateway.get("/version").body()).isEqualTo(serving);
        good = current();
    }

    @Test
    @Order(4)
    void aDeployThatThenFailsReturnsAlsoWhatTheDeadClientHadChanged() throws Exception {
        String serving = gateway.get("/version").body();
        String image = image("agent-worldsmith");
        version("4.0.0");
        killedIn("services");
        project.edit("backend/Dockerfile", text -> text + "\nRUN false\n");

        Tool.Result failed = Tool.deploy(project);

        project.edit("backend/Dockerfile", text -> text.replace("\nRUN false\n", ""));
        assertThat(failed.exitCode()).as(failed.output()).isEqualTo(12);
        assertThat(failed.output()).contains("was cut off in services", "Release " + good + " serves again");
        assertThat(image("agent-worldsmith")).isEqualTo(image);
        servesAsAWhole(serving);
    }

    @Test
    @Order(5)
    void aRollbackThatWasCutOffIsCompletedByTheNext() throws Exception {
        Tool.Result deploy = Tool.deploy(project);
        assertThat(deploy.exitCode()).as(deploy.output()).isZero();
        String target = good;
        slowUp();
        try (Tool.Running rollback = Tool.startVerb(project, "rollback", "--plain")) {
            awaitIntent("services", rollback);
            rollback.process().destroyForcibly();
        }
        quickUp();

        Tool.Result again = Tool.run(project, "rollback", "--plain", "--wait=60s");

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.output()).contains("rollback", "was cut off in services", "is back at release " + target);
        assertThat(current()).isEqualTo(target);
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        assertThat(Tool.run(project, "audit").output()).contains("cut off in services");
    }

    /** Starts a deploy and kills it as soon as it changes services in that step. */
    private static void killedIn(String step) throws Exception {
        slowUp();
        try (Tool.Running deploy = Tool.start(project)) {
            awaitIntent(step, deploy);
            deploy.process().destroyForcibly();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> host.run(
                            "sh", "-c", "flock -n " + STATE + "/lock true && echo free || echo held")
                    .equals("free"));
        }
        quickUp();
    }

    private static void awaitIntent(String step, Tool.Running running) {
        Awaitility.await()
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !running.process().isAlive()
                        || host.run("sh", "-c", "cat " + STATE + "/intent 2> /dev/null || :")
                                .contains("\"step\":\"" + step + "\""));
        assertThat(running.process().isAlive()).as(running.outputSoFar()).isTrue();
    }

    /** Compose takes its time, so that a test comes in between. */
    private static void slowUp() {
        host.run("sh", "-c", """
                cat > /usr/local/bin/docker <<'END'
                #!/bin/sh
                case " $* " in *" up --detach "*) sleep 3 ;; esac
                exec /usr/bin/docker "$@"
                END
                chmod 755 /usr/local/bin/docker
                """);
    }

    private static void quickUp() {
        host.run("rm", "/usr/local/bin/docker");
    }

    private static void version(String version) {
        project.edit(VERSION, text -> text.replaceFirst("\"\\d+\\.\\d+\\.\\d+\"", "\"" + version + "\""));
    }

    private static String image(String service) {
        return host.run("docker", "inspect", "--format", "{{.Image}}", "scribe-" + service + "-1");
    }

    private static void servesAsAWhole(String version) throws Exception {
        assertThat(current()).isEqualTo(good);
        assertThat(gateway.get("/version").body()).isEqualTo(version);
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        assertThat(host.run("sh", "-c", "ls " + STATE + "/intent 2> /dev/null || echo none"))
                .isEqualTo("none");
        Map<String, String> containers = host.containers();
        assertThat(host.run("docker", "ps", "--all", "--format", "{{.Names}}").lines())
                .hasSize(containers.size())
                .allMatch(name -> name.matches("scribe-[a-z0-9-]+-1"));
    }

    private static String current() {
        return host.run("cat", STATE + "/current");
    }
}
