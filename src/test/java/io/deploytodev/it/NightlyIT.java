package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seven nights, in which the clocks are set forth. Each is begun by what the timer would start, the script that the install
 * wrote, with nothing in its environment; it is told which night it is by {@code --at}. Everything else is as it is.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NightlyIT {

    private static final Path JAR = Path.of("target/deploy-to-dev.jar").toAbsolutePath();

    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final DevHost HOST = DevHost.forTheClass();

    @RegisterExtension
    static final TinyProject PROJECT = TinyProject.on(HOST, "nightly");

    /** Where the team pushes to, what this machine remembers, and a crontab that is nobody's. */
    @TempDir
    static Path directory;

    private static GitServer remote;

    private static final String SCHEDULE =
            "schedules: {nightly: {cron: '30 2 * * *', zone: Europe/Berlin, ref: origin/main, retries: 0}}\n";

    @AfterAll
    static void stop() {
        if (remote != null) {
            remote.close();
        }
    }

    @Test
    @Order(0)
    void theInstallTriesItInAnEmptyEnvironmentAndShowsWhatItWrote() throws Exception {
        PROJECT.configure(SCHEDULE);
        remote = GitServer.start(Files.createDirectory(directory.resolve("server")));
        git("init", "--quiet", "--initial-branch=main");
        git("config", "core.sshCommand", remote.ssh());
        git("remote", "add", "origin", remote.url());
        push("first");
        crontabProgram();
        Said said = schedule("install", "--with", "cron");
        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(said.text())
                .contains(
                        "well  ssh to dev, as deploy@127.0.0.1",
                        "well  git ls-remote origin",
                        "It starts   " + launcher())
                .contains("    * * * * * /bin/sh " + launcher());
        assertThat(directory.resolve("crontab"))
                .content()
                .startsWith("0 5 * * * /bin/true\n")
                .contains(launcher().toString());
        assertThat(schedule("install", "--with", "cron").text()).contains("As before   your crontab");
    }

    @Test
    @Order(1)
    void theFirstNightBringsMain() throws Exception {
        Said night = night("2027-03-26T01:30:05Z");
        assertThat(night.exitCode()).as(night.text()).isZero();
        morning("healthy", 0, "2027-03-26T01:30:00Z", "first");
    }

    @Test
    @Order(2)
    void theSecondNightBringsWhatWasPushedThatDay() throws Exception {
        push("second");
        assertThat(night("2027-03-27T01:30:05Z").exitCode()).isZero();
        morning("healthy", 0, "2027-03-27T01:30:00Z", "second");
    }

    /** It is the night of 27 to 28 March: half past two is left out. */
    @Test
    @Order(3)
    void theThirdNightHasNoHalfPastTwoAndNothingNewAndTouchesNothing() throws Exception {
        Map<String, String> before = HOST.containers();
        assertThat(night("2027-03-28T00:57:00Z").text()).as("not yet").isEmpty();
        assertThat(night("2027-03-28T01:00:05Z").exitCode()).isZero();
        assertThat(night("2027-03-28T01:30:05Z").text()).as("not twice").isEmpty();
        assertThat(HOST.containers()).isEqualTo(before);
        morning("unchanged", 0, "2027-03-28T01:00:00Z", "second");
    }

    @Test
    @Order(4)
    void theFourthNightBringsABrokenCommitAndTheVersionBeforeServes() throws Exception {
        write("Dockerfile", "CMD [\"python3\"", "CMD [\"no-such-program\"");
        push("broken");
        Said night = night("2027-03-29T00:30:05Z");
        assertThat(night.exitCode()).as(night.text()).isEqualTo(12);
        morning("rolledBack", 12, "2027-03-29T00:30:00Z", "second");
        write("Dockerfile", "CMD [\"no-such-program\"", "CMD [\"python3\"");
        push("third");
    }

    @Test
    @Order(5)
    void theFifthNightTheHostIsDown() throws Exception {
        sshd("STOP");
        Said night;
        try {
            night = night("2027-03-30T00:30:05Z");
        } finally {
            sshd("CONT");
        }
        assertThat(night.exitCode()).as(night.text()).isEqualTo(4);
        morning("connect", 4, "2027-03-30T00:30:00Z", "second");
    }

    @Test
    @Order(6)
    void theSixthNightAHumanIsAtWorkAndIsLeftToEnd() throws Exception {
        Path go = directory.resolve("go");
        PROJECT.write(
                "config/human.yml",
                Files.readString(PROJECT.file("config/deploy.yml")).replace(SCHEDULE, "")
                        + "hooks: {before_build: 'until [ -e " + go + " ]; do sleep 0.1; done'}\n");
        try (Tool.Running human = Tool.startVerb(PROJECT.file("config/human.yml"), "deploy", "--plain", "--build")) {
            human.awaitOutput(text -> text.contains("before_build") || text.contains("hook"));
            Night night = start("2027-03-31T00:30:05Z");
            Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> {
                JsonNode listed = JSON.readTree(schedule("list", "--json").text());
                return !listed.path("running").asText().isEmpty()
                        || !night.process().isAlive();
            });
            assertThat(night.process().isAlive()).as("it waits").isTrue();
            Files.writeString(go, "");
            Tool.Result ended = human.end();
            assertThat(ended.exitCode()).as(ended.output()).isZero();
            assertThat(night.end().exitCode()).isZero();
        }
        morning("healthy", 0, "2027-03-31T00:30:00Z", "third");
    }

    @Test
    @Order(7)
    void theSeventhNightTwoTimersAskAtOnceAndItRunsOnce() throws Exception {
        push("fourth");
        Night one = start("2027-04-01T00:30:05Z");
        Night other = start("2027-04-01T00:30:05Z");
        List<Said> both = List.of(one.end(), other.end());
        assertThat(both).allMatch(each -> each.exitCode() == 0);
        assertThat(both.stream().filter(each -> !each.text().isEmpty())).hasSize(1);
        morning("healthy", 0, "2027-04-01T00:30:00Z", "fourth");
    }

    @Test
    @Order(8)
    void theHistoryReadsRight() throws Exception {
        List<String> nights = new ArrayList<>();
        for (String line : schedule("history", "--json").text().lines().toList()) {
            JsonNode run = JSON.readTree(line);
            nights.add(run.path("due").asText().substring(0, 10) + " "
                    + run.path("outcome").asText());
        }
        assertThat(nights)
                .containsExactly(
                        "2027-04-01 healthy",
                        "2027-03-31 healthy",
                        "2027-03-30 connect",
                        "2027-03-29 rolledBack",
                        "2027-03-28 unchanged",
                        "2027-03-27 healthy",
                        "2027-03-26 healthy");
    }

    @Test
    @Order(9)
    void whatWasMissedIsMadeUpForOnceAndRemoveLeavesNothingBehind() throws Exception {
        assertThat(night("2027-04-30T09:00:00Z").text()).contains("and 28 times before that");
        String launcher = launcher().toString();
        assertThat(schedule("remove").text()).contains("two lines of your crontab", launcher);
        assertThat(directory.resolve("crontab")).hasContent("0 5 * * * /bin/true\n");
    }

    /** What the team sees: what is remembered here, and what the host serves. */
    private static void morning(String outcome, int exitCode, String due, String page) throws Exception {
        JsonNode last = JSON.readTree(schedule("list", "--json").text()).path("last");
        assertThat(last.path("due").asText()).isEqualTo(due);
        assertThat(last.path("exitCode").asInt()).isEqualTo(exitCode);
        if (!outcome.isEmpty()) {
            assertThat(last.path("outcome").asText()).isEqualTo(outcome);
        }
        assertThat(PROJECT.served("web")).isEqualTo(page);
    }

    /** Stopped, it takes connections as a host does that hangs, and says nothing. */
    private static void sshd(String signal) {
        HOST.run(
                "sh",
                "-c",
                "for p in /proc/[0-9]*; do if [ \"$(cat $p/comm 2> /dev/null)\" = sshd ]; then kill -" + signal
                        + " ${p#/proc/}; fi; done");
    }

    private static Said night(String at) throws Exception {
        return start(at).end();
    }

    /** As a timer does, which gives less than nothing. */
    private static Night start(String at) throws IOException {
        Path text = Files.createTempFile(directory, "night", ".txt");
        return new Night(
                new ProcessBuilder("env", "-i", "/bin/sh", launcher().toString(), "tick", "--at", at)
                        .directory(Path.of("/").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(text.toFile())
                        .start(),
                text);
    }

    /** One that goes on. */
    private record Night(Process process, Path text) {

        Said end() throws Exception {
            try {
                assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("it ends").isTrue();
                return new Said(process.exitValue(), Files.readString(text));
            } finally {
                process.destroyForcibly();
            }
        }
    }

    /** How something ended, and what it said. */
    private record Said(int exitCode, String text) {}

    private static Path launcher() throws IOException {
        try (Stream<Path> found = Files.walk(directory.resolve("state"))) {
            return found.filter(file -> file.endsWith("run")).findFirst().orElseThrow();
        }
    }

    private static Said schedule(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString(),
                "schedule"));
        command.addAll(List.of(words));
        command.addAll(List.of("--config", PROJECT.file("config/deploy.yml").toString()));
        return said(new ProcessBuilder(command));
    }

    private static Said said(ProcessBuilder builder) throws Exception {
        Map<String, String> environment = new TreeMap<>(builder.environment());
        environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
        environment.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
        environment.put("PATH", directory.resolve("bin") + ":" + environment.get("PATH"));
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    private static void push(String page) throws Exception {
        if (!page.equals("broken")) {
            PROJECT.page(page);
        }
        git("add", "--all", "--", ":!config/human.yml");
        git("-c", "user.name=Test", "-c", "user.email=test@example.internal", "commit", "--quiet", "-m", page);
        git("push", "--quiet", "origin", "main");
    }

    private static void write(String file, String before, String after) throws IOException {
        String text = Files.readString(PROJECT.file(file));
        assertThat(text).contains(before);
        Files.writeString(PROJECT.file(file), text.replace(before, after));
    }

    private static void git(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Said said = said(new ProcessBuilder(command).directory(PROJECT.file("").toFile()));
        assertThat(said.exitCode()).as(said.text()).isZero();
    }

    /** root's own is not for tests. */
    private static void crontabProgram() throws IOException {
        Files.writeString(directory.resolve("crontab"), "0 5 * * * /bin/true\n");
        Path program = Files.createDirectories(directory.resolve("bin")).resolve("crontab");
        Files.writeString(
                program,
                "#!/bin/sh\ncase $1 in -l) cat " + directory.resolve("crontab") + " ;; -) cat > "
                        + directory.resolve("crontab") + " ;; esac\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
