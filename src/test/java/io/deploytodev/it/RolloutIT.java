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
