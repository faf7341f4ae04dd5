package io.deploytodev.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lock with real shells, real flock, real pipes. */
@Timeout(30)
class DeployLockTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String SHELL = "/bin/sh";

    @TempDir
    private Path home;

    private ShellHost ada;
    private ShellHost bob;
    private StateDirectory directory;

    @BeforeEach
    void twoWorkstations() {
        ada = new ShellHost(home);
        bob = new ShellHost(home);
        directory = StateDirectory.of(home.toString(), "shop");
    }

    @AfterEach
    void endAll() {
        ada.close();
        bob.close();
    }

    @Test
    void theFirstTakesTheLockOfADirectoryThatIsNotThereYet() {
        try (DeployLock lock = DeployLock.take(ada, directory, "ada@laptop, deploy")) {
            assertThat(lock.number()).isEqualTo(1);
            assertThat(lock.isHeld()).isTrue();
        }
    }

    @Test
    void theSecondIsToldWhoHoldsItAndSinceWhen() {
        try (DeployLock lock = DeployLock.take(ada, directory, "ada@laptop, deploy")) {
            DeployFailure failure = failure(bob);
            assertThat(failure.kind()).isEqualTo(FailureKind.LOCKED);
            assertThat(failure.what())
                    .isEqualTo("Somebody else is at work on this project on dev: ada@laptop's deploy.");
            assertThat(failure.why())
                    .matches(
                            "The lock is held by ada@laptop's deploy, since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC\\.");
            assertThat(failure.next()).contains("--wait", "deploy-to-dev lock", "unlock --force");
            assertThat(lock.isHeld()).isTrue();
        }
    }

    @Test
    void anotherProjectIsNotHeldUp() {
        StateDirectory other = StateDirectory.of(home.toString(), "blog");
        try (DeployLock first = DeployLock.take(ada, directory, "ada");
                DeployLock second = DeployLock.take(bob, other, "bob")) {
            assertThat(first.isHeld()).isTrue();
            assertThat(second.isHeld()).isTrue();
        }
    }

    @Test
    void closingFreesItAndTheNumberGrowsWithEachHolder() {
        for (int number = 1; number <= 3; number++) {
            try (DeployLock lock = takeWhenFree(bob)) {
                assertThat(lock.number()).isEqualTo(number);
            }
        }
    }

    @Test
    void aDeployThatFoundItTakenUsesUpNoNumber() {
        try (DeployLock lock = DeployLock.take(ada, directory, "ada")) {
            failure(bob);
            assertThat(lock.number()).isEqualTo(1);
        }
        try (DeployLock next = takeWhenFree(bob)) {
            assertThat(next.number()).isEqualTo(2);
        }
    }

    @Test
    void aHolderWhoseHeartBeatsKeepsItBeyondThePatienceOfTheHost() {
        try (DeployLock lock = DeployLock.take(ada, directory, "ada", Duration.ofMillis(100), Duration.ofSeconds(2))) {
            await().during(Duration.ofMillis(2500)).atMost(SOON).until(lock::isHeld);
            assertThat(failure(bob).kind()).isEqualTo(FailureKind.LOCKED);
        }
    }

    @Test
    void whoTakesItIsToldWhetherAnEarlierHolderLeftJobsAtWork() throws IOException {
        Path job = Files.createDirectories(Path.of(directory.path(), "jobs", "0-up-1"));
        try (DeployLock lock = DeployLock.take(ada, directory, "ada")) {
            assertThat(lock.number()).isEqualTo(1);
            assertThat(lock.isLeftAtWork()).isTrue();
        }
        Files.writeString(job.resolve("exit"), "0\n");
        try (DeployLock next = takeWhenFree(bob)) {
            assertThat(next.number()).isEqualTo(2);
            assertThat(next.isLeftAtWork()).isFalse();
        }
    }

    @Test
    void ofManyAtOnceOneGetsIt() throws Exception {
        CyclicBarrier start = new CyclicBarrier(4);
        List<CompletableFuture<Boolean>> attempts = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> {
                            meet(start);
                            try {
                                DeployLock unused = DeployLock.take(ada, directory, "somebody");
                                return true;
                            } catch (DeployFailure e) {
                                assertThat(e.kind()).isEqualTo(FailureKind.LOCKED);
                                return false;
                            }
                        },
                        body -> new Thread(body, "contender").start()))
                .limit(4)
                .toList();
        assertThat(attempts.stream().filter(CompletableFuture::join)).hasSize(1);
    }

    @Test
    void nobodyElseCanReadWhatItWrites() throws IOException {
        try (DeployLock lock = DeployLock.take(ada, directory, "ada");
                Stream<Path> files = Files.list(Path.of(directory.path()))) {
            assertThat(lock.isHeld()).isTrue();
            assertThat(files.toList()).isNotEmpty().allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void whoIsNeverReadAsAShellWouldReadIt() {
        String who = "$(touch owned) `touch owned`'\"; touch owned; %s %n\\n";
        try (DeployLock lock = DeployLock.take(ada, directory, who)) {
            assertThat(lock.isHeld()).isTrue();
            assertThat(failure(bob).why()).startsWith("The lock is held by " + who + ", since ");
        }
        assertThat(home.resolve("owned")).doesNotExist();
    }

    @Test
    void whatALoginShellSaysFirstIsNotTakenForTheAnswer() {
        ShellHost chatty = ada.after("echo Welcome to dev; echo 'no mail' >&2");
        try (DeployLock lock = DeployLock.take(chatty, directory, "ada")) {
            assertThat(lock.number()).isEqualTo(1);
            assertThat(failure(bob.after("echo Welcome to dev")).why()).startsWith("The lock is held by ada, since ");
        } finally {
            chatty.close();
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsTheHostsFault() throws IOException {
        Files.createFile(home.resolve(".deploy-to-dev"));
        DeployFailure failure = failure(bob);
        assertThat(failure.kind()).isEqualTo(FailureKind.HOST);
        assertThat(failure.what()).isEqualTo("The deploy lock cannot be taken on dev.");
        assertThat(failure.why()).contains(home + "/.deploy-to-dev", "Not a directory");
        assertThat(failure.next())
                .isEqualTo("Check that " + directory.path()
                        + " can be written, and that flock and timeout are installed.");
    }

    @Test
    void aHostWithoutFlockIsNotMistakenForOneThatIsLocked() throws IOException {
        Path programs = Files.createDirectory(home.resolve("bin"));
        for (String program : List.of("sh", "mkdir", "cat", "mv", "rm", "date", "dd", "timeout")) {
            Path real = Stream.of("/usr/bin", "/bin")
                    .map(bin -> Path.of(bin, program))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            Path wrapper = Files.writeString(programs.resolve(program), "#!" + SHELL + "\nexec " + real + " \"$@\"\n");
            Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
        }
        DeployFailure failure = failure(bob.after("PATH='" + programs + "'"));
        assertThat(failure.kind()).isEqualTo(FailureKind.HOST);
        assertThat(failure.why()).isEqualTo("there is no flock on the host");
    }

    @Test
    void aShellThatEndsWithoutAWordIsToldByItsExitCode() {
        assertThat(failure(bob.after("exit 7")).why()).isEqualTo("the shell there ended with exit code 7");
    }

    @Test
    void anInterruptEndsTheWaitForTheLock() {
        ShellHost silent = ada.after("cat > /dev/null; exit 0");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> DeployLock.take(silent, directory, "ada"))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
            silent.close();
        }
    }

    private DeployFailure failure(ShellHost host) {
        DeployFailure failure = catchThrowableOfType(
                DeployFailure.class, () -> DeployLock.take(host, directory, "bob@desktop, deploy"));
        assertThat(failure).as("nobody gets it").isNotNull();
        return failure;
    }

    /** Whoever lets go of it lets the host know, and the host needs a moment to hear it. */
    private DeployLock takeWhenFree(ShellHost host) {
        return await().atMost(SOON)
                .ignoreExceptionsMatching(e -> e instanceof DeployFailure held && held.kind() == FailureKind.LOCKED)
                .until(() -> DeployLock.take(host, directory, "bob"), lock -> true);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
