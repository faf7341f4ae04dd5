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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user who ends a deploy, politely or not, while Compose replaces containers; each test begins where the last ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InterruptIT {

    private static final String STATE = "/home/deploy/.deploy-to-dev/scribe";

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    private static final String SLOW_UP = """
            cat > /usr/local/bin/docker <<'END'
            #!/bin/sh
            case " $* " in *" up --detach "*) sleep 6 ;; esac
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

    @Test
    @Order(1)
    void thereIsSomethingToGoBackTo() throws Exception {
        Tool.Result first = Tool.deploy(project);
        assertThat(first.exitCode()).as(first.output()).isZero();
    }

    @Order(2)
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void whoEndsADeployIsHeardAtOnceAndAllIsUndone(String signal) throws Exception {
        String serving = current();
        try (Tool.Running deploy = replacing("1")) {
            long sent = System.nanoTime();
            send(deploy, signal);
            deploy.awaitOutput(text -> text.contains("Stopping services, then undoing"));
            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(AT_ONCE);
            quickUp();

            Tool.Result result = deploy.end();

            assertThat(result.exitCode()).as(result.output()).isEqualTo(130);
            assertThat(result.output()).contains("Release " + serving + " serves again");
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(InterruptIT::lockIsFree);
        assertThat(host.run("sh", "-c", "ls " + STATE + "/intent 2> /dev/null || echo none"))
                .isEqualTo("none");
        assertThat(current()).isEqualTo(serving);
        assertThat(host.run("docker", "exec", "scribe-api-gateway-1", "env")).doesNotContain("START_DELAY_SECONDS=1");
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        assertThat(Tool.run(project, "audit", "--tail", "1").output()).contains("interrupted");
    }

    @Test
    @Order(3)
    void whoEndsItTwiceDoesNotWaitAndIsToldWhatIsLeft() throws Exception {
        try (Tool.Running deploy = replacing("1")) {
            send(deploy, "INT");
            deploy.awaitOutput(text -> text.contains("Stopping services"));
            long sent = System.nanoTime();
            send(deploy, "INT");

            Tool.Result result = deploy.end();

            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(AT_ONCE);
            assertThat(result.exitCode()).as(result.output()).isEqualTo(130);
            assertThat(result.output())
                    .contains("Left at once. On dev services may be half done", "the next deploy mends it");
        }
        quickUp();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(InterruptIT::lockIsFree);
        assertThat(Tool.run(project, "releases").output()).contains("cut off in services");
        project.set("GATEWAY_MISBEHAVE_START_DELAY_SECONDS", "");

        Tool.Result next = Tool.deploy(project);

        assertThat(next.exitCode()).as(next.output()).isZero();
        assertThat(next.output()).contains("was cut off in services");
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        Map<String, String> containers = host.containers();
        assertThat(host.run("docker", "ps", "--all", "--format", "{{.Names}}").lines())
                .hasSize(containers.size())
                .allMatch(name -> name.matches("scribe-[a-z0-9-]+-1"));
    }

    /** A deploy that replaces the gateway, and takes a while for it. */
    private static Tool.Running replacing(String delay) throws IOException {
        host.run("sh", "-c", SLOW_UP);
        project.set("GATEWAY_MISBEHAVE_START_DELAY_SECONDS", delay);
        Tool.Running running = Tool.start(project);
        Awaitility.await()
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !running.process().isAlive()
                        || host.run(
                                        "sh",
                                        "-c",
                                        "for j in " + STATE
                                                + "/jobs/*-up-*; do [ ! -e $j/running ] || [ -e $j/exit ] || echo at work; done")
                                .contains("at work"));
        assertThat(running.process().isAlive()).as(running.outputSoFar()).isTrue();
        return running;
    }

    private static void quickUp() {
        host.run("rm", "-f", "/usr/local/bin/docker");
    }

    private static void send(Tool.Running running, String signal) throws IOException, InterruptedException {
        String pid = Long.toString(running.process().pid());
        assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor())
                .isZero();
    }

    private static boolean lockIsFree() {
        return host.run("sh", "-c", "flock -n " + STATE + "/lock true && echo free || echo held")
                .equals("free");
    }

    private static String current() {
        return host.run("cat", STATE + "/current");
    }
}
