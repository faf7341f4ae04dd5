package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What may happen around a rollout; each test begins where the one before it ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RolloutIT {

    /** The host lets go of a lock after 15 s without a beat. */
    private static final Duration LOCK_IS_FREE = Duration.ofSeconds(25);

    private static final String STATE = "/home/deploy/.deploy-to-dev/scribe";

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final SampleProject project = SampleProject.on(host);

    private static final Gateway gateway = new Gateway(host);

    @Test
    @Order(1)
    void aFrozenDeployThatLostItsLockChangesNothingWhenItWakes() throws Exception {
        Tool.Result first = Tool.deploy(project);
        assertThat(first.exitCode()).as(first.output()).isZero();
        project.set("GATEWAY_MISBEHAVE_START_DELAY_SECONDS", "60");
        try (Tool.Running frozen = Tool.start(project)) {
            frozen.awaitOutput(text -> text.contains("api-gateway: "));
            signal(frozen, "STOP");
            project.set("GATEWAY_MISBEHAVE_START_DELAY_SECONDS", "");
            Awaitility.await().atMost(LOCK_IS_FREE).until(() -> lockIsFree());
            Tool.Result other = Tool.deploy(project);
            assertThat(other.exitCode()).as(other.output()).isZero();
            Map<String, String> containers = host.containers();
            String current = host.run("cat", STATE + "/current");

            signal(frozen, "CONT");
            Tool.Result woken = frozen.end();

            assertThat(woken.exitCode()).as(woken.output()).isEqualTo(6);
            assertThat(woken.output()).contains("was lost", "next ").doesNotContain("Going back", "serves again");
            assertThat(host.containers()).isEqualTo(containers);
            assertThat(host.run("cat", STATE + "/current")).isEqualTo(current);
            assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    @Order(2)
    void aNewServiceThatCrashesIsRemovedAgain() throws Exception {
        Map<String, String> before = host.containers();
        project.edit("docker-compose.backend.yml", text -> text + """

                  newcomer:
                    <<: *backend
                    restart: always
                    command: ["false"]
                    environment: {SERVICE_TYPE: nobody-knows-it}
                """);

        Tool.Result result = Tool.deploy(project);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(12);
        assertThat(result.output()).contains("newcomer", "serves again");
        assertThat(host.containers()).doesNotContainKey("newcomer").containsOnlyKeys(before.keySet());
        project.edit("docker-compose.backend.yml", text -> text.substring(0, text.indexOf("\n  newcomer:")));
    }

    @Test
    @Order(3)
    void aPausedServiceGoesOn() throws Exception {
        Map<String, String> before = host.containers();
        host.run("docker", "pause", "scribe-redis-1", "scribe-agent-plotmaster-1");

        Tool.Result result = Tool.deploy(project);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(host.containers()).isEqualTo(before);
    }

    @Test
    @Order(4)
    void aRenamedServiceLeavesNothingBehindButWhatWasStartedByHand() throws Exception {
        host.run(
                "sh",
                "-c",
                "cd " + STATE + "/source && MAIL_IMAGE=$(docker inspect -f '{{.Config.Image}}' scribe-redis-1)"
                        + " docker compose -p scribe --env-file ../env --profile mail up -d --no-deps mail");
        project.edit("docker-compose.backend.yml", text -> text.replace("  agent-plotmaster:", "  agent-storyteller:"));
        project.writeConfig(text -> text.replace("agent-plotmaster", "agent-storyteller"));

        Tool.Result part = Tool.deploy(project, "--service", "agent-storyteller");
        assertThat(part.exitCode()).as(part.output()).isZero();
        assertThat(host.containers()).containsKeys("agent-plotmaster", "agent-storyteller", "mail");

        Tool.Result result = Tool.deploy(project);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("removed agent-plotmaster")
                .doesNotContain("scribe-mail-1: not in the compose files");
        assertThat(host.containers()).doesNotContainKey("agent-plotmaster").containsKeys("agent-storyteller", "mail");
    }

    private static boolean lockIsFree() {
        return host.run("sh", "-c", "flock -n " + STATE + "/lock true && echo free || echo held")
                .equals("free");
    }

    private static void signal(Tool.Running running, String signal) throws IOException, InterruptedException {
        String pid = Long.toString(running.process().pid());
        assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor())
                .isZero();
    }
}
