package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.CuttableLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who holds the lock, who waits for it, who breaks it, and who wrote what into the audit. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LockIT {

    private static final String STATE = "/home/deploy/.deploy-to-dev/scribe";

    /** What the README promises. */
    private static final Duration FREE_WITHIN = Duration.ofSeconds(20);

    /** From a look at the host to the next. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final Duration SOON = Duration.ofSeconds(60);

    /** The build does not end by itself while a test looks at it. */
    private static final String SLOW_BUILD = """
            cat > /usr/local/bin/docker <<'END'
            #!/bin/sh
            case " $* " in *" build "*) [ ! -e /tmp/slow-build ] || sleep 120 ;; esac
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

    /** How a holder ends without saying so. */
    enum Death {
        KILLED("1.2.0"),
        FROZEN("1.2.1"),
        CUT_OFF("1.2.2");

        private final String version;

        Death(String version) {
            this.version = version;
        }
    }

    @Test
    @Order(1)
    void nobodyHoldsItBeforeTheFirstDeployNorAfter() throws Exception {
        Tool.Result before = Tool.run(project, "lock");
        assertThat(before.exitCode()).as(before.output()).isZero();
        assertThat(before.output()).contains("Nobody is at work on scribe on dev.");
        assertThat(host.run("sh", "-c", "[ -e " + STATE + " ] || echo none")).isEqualTo("none");

        Tool.Result deploy = Tool.deploy(project);
        assertThat(deploy.exitCode()).as(deploy.output()).isZero();

        Tool.Result audit = Tool.run(project, "audit");
        assertThat(audit.output()).contains("deploy", "healthy").doesNotContain("cut off");
        host.run("sh", "-c", SLOW_BUILD);
    }

    @Test
    @Order(2)
    void whoComesSecondSeesWhoIsAtWorkAndMayWaitForThem() throws Exception {
        try (Tool.Running first = building("1.1.0")) {
            Tool.Result lock = Tool.run(project, "lock");
            assertThat(lock.exitCode()).as(lock.output()).isEqualTo(6);
            assertThat(lock.output())
                    .contains(
                            " is at work on scribe on dev.", "verb     deploy, number 2", "at work  build of number 2");
            Tool.Result json = Tool.run(project, "lock", "--json");
            assertThat(json.output()).startsWith("{\"schema\":1,\"held\":true,").contains("\"number\":2");

            Tool.Result refused = Tool.deploy(project);
            assertThat(refused.exitCode()).as(refused.output()).isEqualTo(6);
            assertThat(refused.output()).contains("'s deploy, since 20", "--wait", "unlock --force");
            Tool.Result vain = Tool.deploy(project, "--wait=3s");
            assertThat(vain.exitCode()).as(vain.output()).isEqualTo(6);
            assertThat(vain.output()).contains("You waited for 3 s");

            try (Tool.Running patient = Tool.start(project, "--wait")) {
                patient.awaitOutput(text -> text.contains("waiting for "));
                goOn();
                Tool.Result served = first.end();
                assertThat(served.exitCode()).as(served.output()).isZero();
                Tool.Result waited = patient.end();
                assertThat(waited.exitCode()).as(waited.output()).isZero();
                assertThat(waited.output()).contains("'s deploy, since 20", "deploy number 3");
            }
        }
    }

    @Order(3)
    @ParameterizedTest
    @EnumSource(Death.class)
    void howeverTheHolderDiesTheLockIsSoonFree(Death death) throws Exception {
        String version = death.version;
        try (CuttableLink link = CuttableLink.to(host.address(), host.sshPort())) {
            if (death == Death.CUT_OFF) {
                useLink(link.port());
            }
            try (Tool.Running holder = building(version)) {
                long died = System.nanoTime();
                switch (death) {
                    case KILLED -> holder.process().destroyForcibly();
                    case FROZEN -> signal(holder, "STOP");
                    case CUT_OFF -> link.fallSilent();
                }
                Awaitility.await().atMost(FREE_WITHIN.plus(LOOK)).until(LockIT::lockIsFree);
                assertThat(Duration.ofNanos(System.nanoTime() - died)).isLessThan(FREE_WITHIN.plus(LOOK));
            } finally {
                useLink(host.sshPort());
            }
        }
        buildQuickly();
        Tool.Result next = Tool.deploy(project);
        assertThat(next.exitCode()).as(next.output()).isZero();
        assertThat(next.output()).contains("left its build at work on the host; it is ended.");
        assertThat(gateway.get("/version").body()).contains(version);
    }

    @Test
    @Order(4)
    void unlockAsksToBeForcedAndThenEndsTheDeployAndItsJobs() throws Exception {
        Map<String, String> before = host.containers();
        try (Tool.Running holder = building("1.3.0")) {
            Tool.Result asked = Tool.run(project, "unlock", "--plain");
            assertThat(asked.exitCode()).as(asked.output()).isEqualTo(6);
            assertThat(asked.output()).contains("'s deploy is at work", "unlock --force");
            assertThat(lockIsFree()).isFalse();

            Tool.Result forced = Tool.run(project, "unlock", "--plain", "--force");
            assertThat(forced.exitCode()).as(forced.output()).isZero();
            assertThat(forced.output()).contains("is free: ended ", "left its build at work on the host; it is ended.");
            Awaitility.await().atMost(SOON).until(LockIT::lockIsFree);
            assertThat(host.run(
                                    "sh",
                                    "-c",
                                    "ls -d " + STATE + "/jobs/*/exit | wc -l; ls -d " + STATE + "/jobs/* | wc -l")
                            .lines()
                            .distinct())
                    .as("all jobs are over")
                    .hasSize(1);

            Tool.Result ended = holder.end();
            assertThat(ended.exitCode()).as(ended.output()).isEqualTo(6);
            assertThat(ended.output()).contains("was lost to", "unlock --force");
        }
        assertThat(host.containers()).isEqualTo(before);
        Tool.Result audit = Tool.run(project, "audit", "--tail", "2");
        assertThat(audit.output()).contains("unlock", "ended ", "locked", "was lost to");
        Tool.Result idle = Tool.run(project, "unlock", "--plain", "--force");
        assertThat(idle.exitCode()).as(idle.output()).isZero();
        assertThat(idle.output()).contains("nobody held the lock");

        buildQuickly();
        Tool.Result next = Tool.deploy(project);
        assertThat(next.exitCode()).as(next.output()).isZero();
        assertThat(gateway.get("/version").body()).contains("1.3.0");
    }

    @Test
    @Order(5)
    void whoWaitsGoesOnWhenTheOneBeforeThemIsEnded() throws Exception {
        try (Tool.Running holder = building("1.4.0");
                Tool.Running patient = Tool.start(project, "--wait")) {
            patient.awaitOutput(text -> text.contains("waiting for "));
            buildQuickly();
            Tool.Result forced = Tool.run(project, "unlock", "--plain", "--force");
            assertThat(forced.exitCode()).as(forced.output()).isZero();
            assertThat(forced.output()).contains(": ended ");
            assertThat(holder.end().exitCode()).isEqualTo(6);
            Tool.Result waited = patient.end();
            assertThat(waited.exitCode()).as(waited.output()).isZero();
        }
        assertThat(gateway.get("/version").body()).contains("1.4.0");
    }

    @Test
    @Order(6)
    void theAuditIsForTheAccountAloneAndHoldsNoSecret() throws Exception {
        assertThat(host.run("stat", "-c", "%a", STATE + "/audit.jsonl")).isEqualTo("600");
        Tool.Result json = Tool.run(project, "audit", "--json");
        assertThat(json.output().lines()).allMatch(line -> line.startsWith("{\"schema\":1,\"at\":\"20"));
        assertThat(host.run("cat", STATE + "/audit.jsonl")).doesNotContain(SampleProject.PASSWORDS);
    }

    /** A deploy of that version, at work on its build. */
    private static Tool.Running building(String version) throws Exception {
        host.run("touch", "/tmp/slow-build");
        project.edit(
                "backend/src/main/java/com/example/scribe/Version.java",
                text -> text.replaceFirst("\"\\d+\\.\\d+\\.\\d+\"", "\"" + version + "\""));
        Tool.Running running = Tool.start(project);
        Awaitility.await()
                .atMost(SOON)
                .until(() -> !running.process().isAlive()
                        || host.run(
                                        "sh",
                                        "-c",
                                        "for j in " + STATE
                                                + "/jobs/*-build-*; do [ ! -e $j/running ] || [ -e $j/exit ] || echo at work; done")
                                .contains("at work"));
        assertThat(running.process().isAlive()).as(running.outputSoFar()).isTrue();
        return running;
    }

    /** The builds that begin from now on are as quick as ever; one that waits is for somebody to end. */
    private static void buildQuickly() {
        host.run("rm", "-f", "/tmp/slow-build");
    }

    /** The same, also for one that waits. */
    private static void goOn() {
        buildQuickly();
        host.run("sh", "-c", "pkill -x sleep || :");
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

    private static void useLink(int port) throws IOException {
        Path knownHosts = host.knownHosts();
        String known = Files.readString(knownHosts);
        if (!known.contains("]:" + port + " ")) {
            Files.writeString(
                    knownHosts,
                    known.lines().findFirst().orElseThrow().replace("]:" + host.sshPort(), "]:" + port) + "\n",
                    StandardOpenOption.APPEND);
        }
        project.writeConfig(config -> config.replace("port: " + host.sshPort(), "port: " + port));
    }
}
