package io.deploytodev.release;

import static io.deploytodev.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.FileCommands;
import io.deploytodev.host.WhenCut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs with real shells, real sessions, real signals. */
@Timeout(30)
class HostJobsTest {

    private static final Duration NONE = Duration.ZERO;
    private static final WhenCut.GoesOn BUILD = new WhenCut.GoesOn("build", NONE);
    private static final Duration PATIENT = Duration.ofSeconds(20);

    @TempDir
    private Path home;

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private ShellHost host;
    private StateDirectory directory;

    @BeforeEach
    void aHostWhoseLockIsHeldByDeploySeven() throws IOException {
        host = new ShellHost(home);
        directory = StateDirectory.of(home.toString(), "shop");
        lockIsHeldBy(7);
    }

    @AfterEach
    void leaveNothingAtWork() {
        host.run(JobCommands.stopOlder(directory, Long.MAX_VALUE));
        host.close();
    }

    @Test
    void itsOutputIsToldLineByLineAndItsExitCodeIsItsOwn() {
        CommandResult result = run("echo one; echo two >&2; printf three");
        assertThat(result.exitCode()).isZero();
        assertThat(result.text()).isEqualTo("one\ntwo\nthree");
        assertThat(lines).containsExactly("one", "two", "three");
    }

    @Test
    void oneThatFailsSaysWithWhatAndWhatItSaidLast() {
        CommandFailed failed = catchThrowableOfType(CommandFailed.class, () -> run("echo no such image >&2; exit 17"));
        assertThat(failed.exitCode()).isEqualTo(17);
        assertThat(failed.lastLines()).containsExactly("no such image");
    }

    @Test
    void itsInputReachesItAndStaysNowhere() throws IOException {
        Path file = home.resolve("model.json");
        CommandResult result = jobs(7).run(
                        FileCommands.writeThen(
                                file.toString(), "a secret", Command.of(List.of("cat", file.toString()))),
                        BUILD,
                        this::hear);
        assertThat(result.text()).isEqualTo("a secret");
        try (Stream<Path> kept = Files.walk(job("7-build-1"))) {
            assertThat(kept.map(path -> path.getFileName().toString()))
                    .contains("out", "exit", "pid")
                    .noneMatch(name -> name.startsWith("in"));
        }
    }

    @Test
    void nobodyElseCanReadWhatItSays() throws IOException {
        run("echo said");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(job("7-build-1"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(job("7-build-1").resolve("out"))))
                .isEqualTo("rw-------");
    }

    @Test
    void startedTwiceItRunsOnceAndIsFollowedFromWhereItIsKnown() {
        Command<CommandResult> command = sh("echo run >> \"$HOME_DIR/runs\"; echo one; echo two");
        host.run(JobCommands.run(directory, 7, "build-1", NONE, new byte[0], 0, command));
        String rest = host.run(JobCommands.run(directory, 7, "build-1", NONE, new byte[0], 4, command))
                .text();
        assertThat(rest).isEqualTo("two\n");
        assertThat(home.resolve("runs")).hasContent("run");
    }

    @Test
    void itGoesOnWhenWhoeverFollowsItIsKilled() throws Exception {
        Path gate = gate();
        host.start(
                JobCommands.run(directory, 7, "up-1", NONE, new byte[0], 0, sh("echo on; cat \"$HOME_DIR/gate\"")),
                this::hear);
        eventually(() -> assertThat(lines).contains("on"));
        host.killAll();
        Files.writeString(gate, "and on\n");
        eventually(() -> assertThat(job("7-up-1").resolve("exit")).exists());
        assertThat(job("7-up-1").resolve("out")).hasContent("on\nand on\n");
        assertThat(Integer.parseInt(
                        Files.readString(job("7-up-1").resolve("exit")).trim()))
                .isZero();
    }

    @Test
    void itHoldsNeitherTheLockNorTheChannel() throws Exception {
        Command<CommandResult> start = JobCommands.run(
                directory, 7, "up-1", NONE, new byte[0], 0, sh("ls /proc/self/fd | tr '\\n' ' '; exec sleep 1000"));
        host.start(start.startedBy(List.of("sh", "-c", "exec 9> \"$0.9\"; exec \"$@\"", home + "/fd")), this::hear);
        eventually(
                () -> assertThat(Files.readString(job("7-up-1").resolve("out"))).isEqualTo("0 1 2 3 "));
    }

    @Test
    void whoLostTheLockStartsNothing() throws IOException {
        lockIsHeldBy(8);
        CommandFailed refused = catchThrowableOfType(CommandFailed.class, () -> run("touch \"$HOME_DIR/touched\""));
        assertThat(refused.exitCode()).isEqualTo(JobCommands.FENCED);
        assertThat(refused.lastLines()).containsExactly(JobCommands.GONE, "bob@desktop, deploy, since today");
        assertThat(home.resolve("touched")).doesNotExist();
    }

    @Test
    void oneThatIsNotOverInTimeIsEnded() throws IOException {
        CommandFailed late = catchThrowableOfType(CommandFailed.class, () -> jobs(7).run(
                        sh("exec sleep 1000").within(Duration.ofSeconds(1)), BUILD, this::hear));
        assertThat(late.stderr()).contains("did not end within");
        assertThat(Files.readString(job("7-build-1").resolve("exit")).trim()).isEqualTo("143");
    }

    @Test
    void anInterruptEndsItAtOnceWithAllThatItStarted() throws Exception {
        Throwable stopped = interrupted(NONE, "sh -c 'echo on; sleep 1000; echo after'; echo after");
        assertThat(stopped).isInstanceOf(CancellationException.class);
        assertThat(Files.readString(job("7-build-1").resolve("exit")).trim()).isEqualTo("143");
        assertThat(job("7-build-1").resolve("out")).content().startsWith("on\n").doesNotContain("after");
        assertThat(sessionOf("7-build-1")).isEmpty();
    }

    @Test
    void oneThatDoesNotHearIsKilled() throws Exception {
        start("build-1", NONE, "trap '' TERM; echo on; while :; do sleep 1000; done");
        eventually(() -> assertThat(lines).contains("on"));
        host.run(JobCommands.stop(directory, 7, "build-1", NONE, Duration.ofSeconds(1)));
        assertThat(Files.readString(job("7-build-1").resolve("exit")).trim()).isEqualTo("137");
        assertThat(sessionOf("7-build-1")).isEmpty();
    }

    @Test
    void anInterruptWaitsForOneThatDeservesPatience() throws Exception {
        Path gate = gate();
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread caller = inBackground(outcome, PATIENT, "echo on; cat \"$HOME_DIR/gate\"");
        eventually(() -> assertThat(lines).contains("on"));
        caller.interrupt();
        Files.writeString(gate, "");
        assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        assertThat(Files.readString(job("7-build-1").resolve("exit")).trim()).isEqualTo("0");
    }

    @Test
    void oneThatIsStoppedBeforeItBeganNeverBegins() {
        host.run(JobCommands.stop(directory, 7, "build-1", NONE));
        CommandFailed failed = catchThrowableOfType(CommandFailed.class, () -> run("touch \"$HOME_DIR/touched\""));
        assertThat(failed.exitCode()).isEqualTo(143);
        assertThat(home.resolve("touched")).doesNotExist();
    }

    @Test
    void theNextHolderOfTheLockStopsABuildAndWaitsForWhatMustNotBeCutOff() throws Exception {
        Path gate = gate();
        start("build-1", NONE, "echo building; exec sleep 1000");
        start("up-2", PATIENT, "echo replacing; cat \"$HOME_DIR/gate\"");
        eventually(() -> assertThat(lines).contains("building", "replacing"));
        host.killAll();
        lockIsHeldBy(8);

        List<String> said = Collections.synchronizedList(new ArrayList<>());
        host.run(JobCommands.stopOlder(directory, 8), (stream, line) -> {
            said.add(line);
            if (line.startsWith("waiting")) {
                open(gate);
            }
        });

        assertThat(said).containsExactly("stopping 7-build-1", "waiting 7-up-2");
        assertThat(Files.readString(job("7-build-1").resolve("exit")).trim()).isEqualTo("143");
        assertThat(Files.readString(job("7-up-2").resolve("exit")).trim()).isEqualTo("0");
    }

    @Test
    void whatTheNextHolderFindsIsToldInWords() throws Exception {
        start("build-1", NONE, "echo building; exec sleep 1000");
        eventually(() -> assertThat(lines).contains("building"));
        lockIsHeldBy(8);
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        jobs(8).endOlder(told::add);
        assertThat(told).containsExactly("Deploy 7 was cut off and left its build at work on the host; it is ended.");
    }

    @Test
    void whatDiedWithTheHostIsNotWaitedForAndNothingIsSaidOfIt() throws IOException {
        Path job = Files.createDirectories(job("5-up-1"));
        Files.writeString(job.resolve("patience"), "60\n");
        Files.writeString(job.resolve("pid"), ProcessHandle.current().pid() + "\n");
        Files.createFile(job.resolve("running"));
        assertThat(host.run(JobCommands.stopOlder(directory, 7)).text()).isEmpty();
        assertThat(Files.readString(job.resolve("exit")).trim()).isEqualTo("137");
    }

    @Test
    void whatIsOverIsClearedAwayByTheFirstJobOfALaterDeploy() throws IOException {
        run("echo seven");
        lockIsHeldBy(8);
        jobs(8).run(sh("echo eight"), BUILD, this::hear);
        assertThat(job("7-build-1")).doesNotExist();
        assertThat(job("8-build-1")).exists();
    }

    private Throwable interrupted(Duration patience, String script) throws Exception {
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread caller = inBackground(outcome, patience, script);
        eventually(() -> assertThat(lines).contains("on"));
        caller.interrupt();
        return outcome.get(25, TimeUnit.SECONDS);
    }

    private Thread inBackground(CompletableFuture<Throwable> outcome, Duration patience, String script) {
        Thread caller = new Thread(
                () -> outcome.complete(catchThrowable(
                        () -> jobs(7).run(sh(script), new WhenCut.GoesOn("build", patience), this::hear))),
                "caller");
        caller.start();
        return caller;
    }

    private void start(String name, Duration patience, String script) {
        host.start(JobCommands.run(directory, 7, name, patience, new byte[0], 0, sh(script)), this::hear);
    }

    private CommandResult run(String script) {
        return jobs(7).run(sh(script), BUILD, this::hear);
    }

    private HostJobs jobs(long number) {
        return new HostJobs(host, directory, number);
    }

    private void hear(Object stream, String line) {
        lines.add(line);
    }

    private Command<CommandResult> sh(String script) {
        return Command.script("HOME_DIR=$1\n" + script, List.of(home.toString()));
    }

    private Path job(String name) {
        return Path.of(directory.path(), "jobs", name);
    }

    /** Whoever reads it waits until somebody writes. */
    private Path gate() {
        Path gate = home.resolve("gate");
        host.run(Command.of(List.of("mkfifo", gate.toString())));
        return gate;
    }

    private static void open(Path gate) {
        try {
            Files.writeString(gate, "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void lockIsHeldBy(long number) throws IOException {
        Path state = Files.createDirectories(Path.of(directory.path()));
        Files.writeString(state.resolve("lock.number"), number + "\n");
        Files.writeString(state.resolve("lock.holder"), "bob@desktop, deploy, since today\n");
    }

    private String sessionOf(String name) throws IOException {
        String session = Files.readString(job(name).resolve("pid")).trim();
        return host.run(Command.of(List.of("ps", "-o", "stat=", "--sid", session))
                        .accepting(0, 1))
                .text()
                .replaceAll("Z\\S*\\s", "");
    }
}
