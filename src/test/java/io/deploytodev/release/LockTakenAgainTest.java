package io.deploytodev.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.ForwardingHost;
import io.deploytodev.host.Host;
import io.deploytodev.host.LiveCommand;
import io.deploytodev.host.OutputListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lock after its shell was lost, with real shells and real flock. */
@Timeout(30)
class LockTakenAgainTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration NEVER = Duration.ofHours(1);

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
    void afterTheDeathOfItsShellItIsTakenAgainUnderItsNumber() {
        try (DeployLock lock = DeployLock.take(ada, directory, "ada")) {
            ada.killAll();
            await().atMost(SOON).untilAsserted(() -> {
                lock.awaitHeld();
                assertThat(lock.isHeld()).isTrue();
                assertThat(failure(bob).why()).startsWith("The lock is held by ada, since ");
            });
            assertThat(lock.number()).isEqualTo(1);
        }
        try (DeployLock next = takeWhenFree(bob)) {
            assertThat(next.number()).isEqualTo(2);
        }
    }

    @Test
    void aHolderThatFellSilentGetsItAgainIfNobodyHadItMeanwhile() {
        try (DeployLock silent = DeployLock.take(ada, directory, "ada", NEVER, Duration.ofSeconds(1))) {
            assertThat(DeployLock.awaitLapse(silent.awaitHeld())).isTrue();
            silent.awaitHeld();
            assertThat(silent.isHeld()).isTrue();
        }
    }

    @Test
    void whoWasAwayWhileAnotherHadItHasLostItToThem() throws IOException {
        Path gate = home.resolve("gate");
        ShellHost away = ada.behind(gate);
        DeployLock lock = DeployLock.take(away, directory, "ada");
        bob.run(Command.of(List.of("mkfifo", gate.toString())));
        away.killAll();
        try (DeployLock other = takeWhenFree(bob)) {
            assertThat(other.number()).isEqualTo(2);
            Files.writeString(gate, "back\n");
            DeployFailure lost = catchThrowableOfType(DeployFailure.class, lock::awaitHeld);
            assertThat(lost.kind()).isEqualTo(FailureKind.LOCKED);
            assertThat(lost.what()).startsWith("The deploy lock on dev was lost to bob, since ");
            assertThat(lock.isHeld()).isFalse();
        } finally {
            lock.close();
            away.close();
        }
    }

    @Test
    void whereAProjectIsGoneItsLockIsNotTakenAgainAndLeavesNothing() throws IOException {
        Path gate = home.resolve("gate");
        ShellHost away = ada.behind(gate);
        try (DeployLock lock = DeployLock.take(away, directory, "ada")) {
            bob.run(Command.of(List.of("mkfifo", gate.toString())));
            away.killAll();
            bob.run(Command.of(List.of("rm", "-rf", directory.path())));
            Files.writeString(gate, "back\n");
            await().atMost(SOON).until(() -> !lock.isHeld());
            assertThatThrownBy(lock::awaitHeld).isInstanceOf(DeployFailure.class);
            assertThat(Path.of(directory.path())).doesNotExist();
        } finally {
            away.close();
        }
    }

    @Test
    void aShellThatALinkTakesWithItIsBegunAnewOnTheNext() {
        try (DeployLock lock = DeployLock.take(new BreakingOnce(ada), directory, "ada")) {
            assertThat(lock.number()).isEqualTo(1);
            assertThat(lock.isHeld()).isTrue();
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

    /** Its link breaks as soon as something is begun on it. */
    private static final class BreakingOnce extends ForwardingHost {

        private int connection = 1;

        BreakingOnce(Host host) {
            super(host);
        }

        @Override
        public LiveCommand start(Command<?> command, OutputListener listener) {
            return connection == 1 ? new Cut() : super.start(command, listener);
        }

        @Override
        public int connection() {
            return connection;
        }

        @Override
        public boolean isConnectedAgainSince(int before) {
            connection = before + 1;
            return true;
        }
    }

    private record Cut() implements LiveCommand {

        @Override
        public void send(byte[] bytes) throws IOException {
            throw new IOException("cut");
        }

        @Override
        public CompletableFuture<Integer> exit() {
            return CompletableFuture.completedFuture(CUT_OFF);
        }

        @Override
        public void close() {}
    }
}
