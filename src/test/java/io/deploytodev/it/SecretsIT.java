package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.it.QuickProject.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A word of its own in each place that can hold a secret is in nothing that the tool says, in no file that others can read,
 * and in no list of processes, on either side.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecretsIT {

    private static final Map<String, String> WORKSTATION = Map.of("CI_DEPLOY_TOKEN", Sentinels.WORKSTATION);

    @TempDir
    private static Path directory;

    @RegisterExtension
    private static final DevHost host = DevHost.forTheClass();

    private static QuickProject project;
    private static SecretsProject secrets;
    private static ProcessLists processes;
    private static Path begun;

    @BeforeAll
    static void write() throws Exception {
        begun = Files.createTempFile("begun", "");
        project = new QuickProject(directory, host);
        secrets = new SecretsProject(project);
        secrets.good();
        processes = ProcessLists.watch();
    }

    @AfterAll
    static void end() throws IOException {
        processes.close();
        Files.deleteIfExists(begun);
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"--plain", "--json", "--verbose", "--quiet"})
    void aGoodDeploySaysNone(String output) throws Exception {
        secrets.good();
        assertThat(clean(project.run(WORKSTATION, "deploy", output, "--debug")).exitCode())
                .isZero();
    }

    @Test
    @Order(2)
    void aTerminalShowsNone() throws Exception {
        secrets.good();
        assertThat(clean(onTerminal("deploy --build", "")).exitCode()).isZero();
        secrets.talking();
        assertThat(clean(onTerminal("deploy", "")).exitCode()).isEqualTo(12);
    }

    @ParameterizedTest
    @Order(3)
    @ValueSource(strings = {"--plain", "--json", "--verbose"})
    void aServiceThatTellsAllThatItKnowsIsQuotedWithout(String output) throws Exception {
        secrets.talking();
        Ran deploy = clean(project.run(WORKSTATION, "deploy", output, "--debug"));
        assertThat(deploy.exitCode()).as(deploy.toString()).isEqualTo(12);
        assertThat(deploy.out() + deploy.err()).contains("cannot connect to amqp://me:${");
    }

    @ParameterizedTest
    @Order(3)
    @ValueSource(strings = {"--json", "--verbose"})
    void aBuildThatPrintsItsSecretsIsQuotedWithout(String output) throws Exception {
        secrets.building();
        Ran deploy = clean(project.run(WORKSTATION, "deploy", output, "--debug"));
        assertThat(deploy.exitCode()).as(deploy.toString()).isEqualTo(8);
        assertThat(deploy.out() + deploy.err()).contains("token ${DEPLOY_TOKEN}");
    }

    @ParameterizedTest
    @Order(3)
    @ValueSource(strings = {"mem_limit: ${APP_PASSWORD}", "ports: ['${BROKER}']", "mem_limit: ${SIGNING_KEY}"})
    void whatComposeQuotesIsSaidWithout(String line) throws Exception {
        secrets.configure("");
        secrets.with("  other: {image: a, " + line.replace("${", "\"${").replace("}", "}\"") + "}");
        Ran deploy = clean(project.run(WORKSTATION, "deploy", "--verbose", "--debug"));
        assertThat(deploy.exitCode()).as(deploy.toString()).isEqualTo(3);
    }

    @Test
    @Order(3)
    void aHookThatPrintsItsEnvironmentIsQuotedWithout() throws Exception {
        secrets.good();
        secrets.configure(
                "hooks: {before_sync: 'echo \"token: $CI_DEPLOY_TOKEN\"; grep -v SEED ../config/dev.env; exit 1',"
                        + " on_failure: 'env; echo $CI_DEPLOY_TOKEN'}");
        Ran deploy = clean(project.run(WORKSTATION, "deploy", "--verbose", "--debug"));
        assertThat(deploy.exitCode()).as(deploy.toString()).isEqualTo(13);
        assertThat(deploy.out()).contains("token: ${CI_DEPLOY_TOKEN}");
        secrets.configure(
                "hooks: {after_deploy: {run: 'cat secrets/token.txt; cat ../env; cat ../releases/$(cat ../current)/*; docker inspect quick-web-1', on: host}}");
        assertThat(clean(project.run(WORKSTATION, "deploy", "--verbose")).exitCode())
                .isZero();
    }

    @Test
    @Order(3)
    void aPasswordThatTheEnvironmentSetsIsNotSaidWhenItIsRefused() throws Exception {
        secrets.good();
        Ran deploy = clean(project.run(
                Map.of("DEPLOY_TO_DEV__READINESS__WEB__REDIS__PASSWORD", Sentinels.OVERRIDE),
                "deploy",
                "--verbose",
                "--debug"));
        assertThat(deploy.exitCode()).as(deploy.toString()).isNotZero();
    }

    @ParameterizedTest
    @Order(3)
    @ValueSource(
            strings = {
                "health: {url: 'redis://me:zqwrongplace4111@cache/'}",
                "health: {url: 'http://me:zqwrongplace4111@cache/'}",
                "readiness: {web: {tcp: '${WRONG_PASSWORD}'}}",
                "default_host: '${WRONG_PASSWORD}'",
            })
    void whatIsWrongWithTheConfigurationIsSaidWithout(String line) throws Exception {
        project.configure(line);
        Ran deploy = clean(project.run(Map.of("WRONG_PASSWORD", Sentinels.WRONG_PLACE), "deploy", "--json", "--debug"));
        assertThat(deploy.exitCode()).as(deploy.toString()).isEqualTo(3);
        Ran config = clean(project.run(Map.of("WRONG_PASSWORD", Sentinels.WRONG_PLACE), "config"));
        assertThat(config.exitCode()).as(config.toString()).isEqualTo(3);
    }

    @Test
    @Order(3)
    void aPassphraseIsAskedForAndNotShown() throws Exception {
        secrets.good();
        Path key = directory.resolve("locked");
        Files.copy(host.identity(), key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Process lock = new ProcessBuilder(
                        "ssh-keygen", "-q", "-p", "-f", key.toString(), "-P", "", "-N", Sentinels.PASSPHRASE)
                .start();
        assertThat(lock.waitFor()).isZero();
        Files.writeString(
                project.config(),
                Files.readString(project.config()).replace(host.identity().toString(), key.toString()));
        Ran deploy = clean(onTerminal("deploy", Sentinels.PASSPHRASE));
        assertThat(deploy.exitCode()).as(deploy.toString()).isZero();
    }

    @ParameterizedTest
    @Order(4)
    @ValueSource(
            strings = {
                "releases",
                "releases --json",
                "audit",
                "audit --json",
                "plan",
                "plan --json",
                "lock",
                "prune",
                "rollback --verbose --debug",
                "rollback --json",
            })
    void whatIsToldOfItLaterSaysNone(String verb) throws Exception {
        secrets.good();
        project.run("deploy", "--quiet", "--build");
        String[] words = verb.split(" ", -1);
        Ran ran = clean(project.run(
                WORKSTATION, words[0], List.of(words).subList(1, words.length).toArray(String[]::new)));
        assertThat(ran.exitCode()).as(ran.toString()).isZero();
    }

    @Test
    @Order(5)
    void aReleaseInFullSaysNone() throws Exception {
        String id = host.run("cat", "/home/deploy/.deploy-to-dev/quick/current");
        clean(project.run("releases", "show", id));
        clean(project.run("releases", "show", id, "--json"));
        Sentinels.assertNone(
                "the records", host.run("sh", "-c", "cat /home/deploy/.deploy-to-dev/quick/releases/*/release.json"));
    }

    @Test
    @Order(6)
    void nobodyElseCanReadOneOnTheHost() {
        String pattern = Sentinels.pattern(Sentinels.ALL);
        String deploys = host.run("sh", "-c", "grep -rlE '" + pattern + "' /home/deploy/.deploy-to-dev | wc -l");
        assertThat(Integer.parseInt(deploys))
                .as("what the account itself reads")
                .isPositive();
        String others = "grep -rlsE '" + pattern + "' /home /tmp /var/tmp /run /etc /var/lib /dev/shm /root || :";
        assertThat(host.run("su", "-s", "/bin/sh", "nobody", "-c", others)).isEmpty();
        assertThat(host.run("sh", "-c", "find /tmp /var/tmp /dev/shm -user deploy -type f"))
                .isEmpty();
    }

    @Test
    @Order(6)
    void nobodyElseCanReadOneHere() throws Exception {
        String find =
                "find \"$1\" /var/tmp /dev/shm -xdev \\( -path \"$2\" -o -path \"$3\" \\) -prune -o -type f -newer \"$4\""
                        + " -perm -o=r -size -9000k -exec grep -lsE \"$5\" {} + 2> /dev/null; :";
        Ran found = run(List.of(
                "sh",
                "-c",
                find,
                "sh",
                System.getProperty("java.io.tmpdir"),
                directory.toString(),
                Path.of("").toAbsolutePath().toString(),
                begun.toString(),
                Sentinels.pattern(Sentinels.ALL)));
        assertThat(found.out()).isEmpty();
    }

    /** This machine's list shows the dev host's processes too, for its engine runs on it. */
    @Test
    @Order(7)
    void noListOfProcessesShowsOne() {
        assertThat(processes.looks()).as("how often was looked").isGreaterThan(100);
        assertThat(processes.saw("docker compose"))
                .as("what runs on the dev host is seen")
                .isTrue();
        assertThat(processes.with(Sentinels.ALL).stream()
                        .filter(line -> !line.startsWith("redis-server "))
                        .filter(line -> !line.startsWith("ssh-keygen "))
                        .filter(line -> !line.contains("redis-cli"))
                        // The searches of the tests before.
                        .filter(line -> !line.contains(Sentinels.pattern(Sentinels.ALL)))
                        .toList())
                .isEmpty();
    }

    private static Ran clean(Ran ran) {
        Sentinels.assertNone("the output", ran.out() + ran.err());
        return ran;
    }

    /** On a terminal of its own, where {@code typed} is entered once something is asked for. */
    private static Ran onTerminal(String verb, String typed) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = java + " -XX:TieredStopAtLevel=1 -jar "
                + Path.of("target/deploy-to-dev.jar").toAbsolutePath() + " " + verb + " --config " + project.config();
        List<String> words = new ArrayList<>(List.of("script", "-qec", command, "/dev/null"));
        Path out = Files.createTempFile(directory, "terminal", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("TERM", "xterm");
        Process process = builder.start();
        try (var keyboard = process.outputWriter()) {
            if (!typed.isEmpty()) {
                org.awaitility.Awaitility.await()
                        .atMost(60, TimeUnit.SECONDS)
                        .until(() -> Files.readString(out).contains("assphrase") || !process.isAlive());
                keyboard.write(typed + "\n");
                keyboard.flush();
            }
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ran(process.exitValue(), Files.readString(out), "");
    }

    private static Ran run(List<String> command) throws Exception {
        Path out = Files.createTempFile(directory, "out", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Ran(process.exitValue(), Files.readString(out), "");
    }
}
