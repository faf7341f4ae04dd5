package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.it.QuickProject.Ran;
import io.deploytodev.it.QuickProject.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Commands of a project's own around a deploy: when they run, what they are told, and what comes of their failures. */
class HooksIT {

    private static final String SOURCE = "/home/deploy/.deploy-to-dev/quick/source";

    /** What it does when it starts is in the tree, and what it is made of in the compose file. */
    private static final String COMPOSE = """
            services:
              web:
                image: %s
                entrypoint: [sh, -c, "%s"]
                init: true
            """;

    private static final String GOOD = "echo up; exec sleep 1000";

    private static final String TELL = "echo $DEPLOY_TO_DEV_HOOK $DEPLOY_TO_DEV_VERB $DEPLOY_TO_DEV_OUTCOME"
            + " after=${DEPLOY_TO_DEV_PREVIOUS:+one} $(pwd -P) >> ";

    @TempDir
    private static Path directory;

    @RegisterExtension
    private static final DevHost host = DevHost.forTheClass();

    private static QuickProject project;

    @BeforeAll
    static void deployWhatIsReturnedTo() throws Exception {
        project = new QuickProject(directory, host);
        compose(GOOD);
        motto("first");
        project.configure("");
        Ran deploy = project.run("deploy", "--plain");
        assertThat(deploy.exitCode()).as(deploy.toString()).isZero();
    }

    @BeforeEach
    void forget() throws IOException {
        compose(GOOD);
        Files.deleteIfExists(log());
        host.run("rm", "-f", "/tmp/hooks.log");
    }

    @Test
    void eachRunsAtItsMomentWhereItBelongsAndIsToldOfTheRun() throws Exception {
        motto("before");
        hooks(
                "before_sync: 'echo made > motto.txt; " + TELL + log() + "'",
                "before_build: {run: 'cat motto.txt >> /tmp/hooks.log; " + TELL + "/tmp/hooks.log', on: host}",
                "before_rollout: {run: '" + TELL + "/tmp/hooks.log', on: host}",
                "after_deploy: '" + TELL + log() + "'",
                "on_failure: '" + TELL + log() + "'");
        Ran deploy = project.run("deploy", "--plain", "--verbose");
        assertThat(deploy.exitCode()).as(deploy.toString()).isZero();
        String root = project.source().toRealPath().toString();
        assertThat(Files.readAllLines(log()))
                .containsExactly("before_sync deploy after= " + root, "after_deploy deploy healthy after=one " + root);
        assertThat(host.run("cat", "/tmp/hooks.log").lines())
                .containsExactly(
                        "made", "before_build deploy after=one " + SOURCE, "before_rollout deploy after=one " + SOURCE);
        assertThat(host.run("cat", SOURCE + "/motto.txt")).isEqualTo("made");

        Ran rollback = project.run("rollback", "--plain");
        assertThat(rollback.exitCode()).as(rollback.toString()).isZero();
        assertThat(host.run("tail", "-n", "1", "/tmp/hooks.log"))
                .isEqualTo("before_rollout rollback after=one " + SOURCE);
        assertThat(Files.readAllLines(log()))
                .hasSize(3)
                .last()
                .isEqualTo("after_deploy rollback healthy after=one " + root);

        Ran without = project.run("deploy", "--plain", "--no-hooks");
        assertThat(without.exitCode()).as(without.toString()).isZero();
        assertThat(Files.readAllLines(log())).hasSize(3);
    }

    @Test
    void oneThatFailsBeforeTheSyncChangesNothing() throws Exception {
        refused("before_sync: 'echo not today; exit 3'", "not today", "It ended with exit code 3 on this machine.");
    }

    @Test
    void oneThatFailsBeforeTheBuildTakesTheTreeBack() throws Exception {
        refused("before_build: {run: 'cat motto.txt; exit 4', on: host}", "unwanted", "exit code 4 on dev");
    }

    @Test
    void oneThatFailsBeforeTheRolloutReplacesNothing() throws Exception {
        compose("echo other; exec sleep 1000");
        refused("before_rollout: {run: [no-such-program-here], on: host}", "", "not found on dev");
    }

    @Test
    void oneThatDoesNotEndIsEndedOnTheHostWithAllThatItStarted() throws Exception {
        refused(
                "before_build: {run: '(setsid sleep 4321 &) ; (sleep 4322 &); sleep 4323', on: host, timeout: 2s}",
                "",
                "did not end on dev within 2 s");
        // What makes a session of its own has left the hook on purpose.
        assertThat(processes("sleep 432[23]")).isEmpty();
        host.run("sh", "-c", "pkill -f 'sleep 432[1]' || :");
    }

    @Test
    void aCtrlCEndsOneOnTheHostAndTellsTheLast() throws Exception {
        hooks(
                "before_build: {run: 'echo it waits; (sleep 5321 &); sleep 5322', on: host}",
                "on_failure: '" + TELL + log() + "'");
        Map<String, String> before = host.containers();
        Running running = project.start(Map.of(), "deploy", "--plain", "--verbose");
        running.awaitOutput(text -> text.contains("it waits"));
        assertThat(running.process().toHandle().supportsNormalTermination()).isTrue();
        interrupt(running.process().pid());
        Ran deploy = running.end();
        assertThat(deploy.exitCode()).as(deploy.toString()).isEqualTo(130);
        assertThat(processes("sleep 532[12]")).isEmpty();
        assertThat(Files.readString(log())).startsWith("on_failure deploy interrupted after=one");
        assertThat(host.containers()).isEqualTo(before);
    }

    @Test
    void oneThatFailsAfterTheDeployIsAWarning() throws Exception {
        hooks("after_deploy: 'echo sorry; exit 9'");
        Ran deploy = project.run("deploy", "--json");
        assertThat(deploy.exitCode()).as(deploy.toString()).isZero();
        assertThat(deploy.out())
                .contains("\"line\":\"sorry\"", "The hook after_deploy failed", "what was deployed runs all the same");
    }

    @Test
    void theLastHearsOfAFailureWhenTheReleaseBeforeServesAgain() throws Exception {
        hooks("on_failure: {run: 'docker ps --format \"{{.Names}} {{.State}}\" >> /tmp/hooks.log; " + TELL
                + "/tmp/hooks.log', on: host}");
        compose("exit 1");
        Ran deploy = project.run("deploy", "--plain");
        assertThat(deploy.exitCode()).as(deploy.toString()).isEqualTo(12);
        assertThat(host.run("cat", "/tmp/hooks.log").lines())
                .containsExactly("quick-web-1 running", "on_failure deploy rolledBack after=one " + SOURCE);
    }

    private static void refused(String hook, String said, String why) throws Exception {
        hooks(hook);
        Map<String, String> containers = host.containers();
        String motto = host.run("cat", SOURCE + "/motto.txt");
        motto("unwanted");
        Ran deploy = project.run("deploy", "--verbose");
        assertThat(deploy.exitCode()).as(deploy.toString()).isEqualTo(13);
        assertThat(deploy.out()).contains(said);
        assertThat(deploy.err()).contains(why, "--no-hooks");
        assertThat(host.containers()).isEqualTo(containers);
        assertThat(host.run("cat", SOURCE + "/motto.txt")).isEqualTo(motto);
    }

    private static List<String> processes(String pattern) {
        String[] command = {"sh", "-c", "pgrep -af '" + pattern + "' | grep -v pgrep || :"};
        return host.run(command).lines().toList();
    }

    private static void interrupt(long pid) throws Exception {
        Process kill = new ProcessBuilder("sh", "-c", "kill -INT " + pid).start();
        Awaitility.await().until(() -> !kill.isAlive());
    }

    private static Path log() {
        return directory.resolve("hooks.log");
    }

    private static void hooks(String... hooks) throws IOException {
        project.configure("hooks:\n  " + String.join("\n  ", hooks));
    }

    private static void compose(String command) throws IOException {
        project.compose(COMPOSE.formatted(QuickProject.IMAGE, command));
    }

    private static void motto(String text) throws IOException {
        Files.writeString(project.source().resolve("motto.txt"), text);
    }
}
