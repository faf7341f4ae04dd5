package io.deploytodev.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.WhenCut;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The fence with real shells and a real lock. */
@Timeout(30)
class FencedHostTest {

    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    private Path home;

    private ShellHost ada;
    private StateDirectory directory;

    @BeforeEach
    void oneHost() {
        ada = new ShellHost(home);
        directory = StateDirectory.of(home.toString(), "shop");
    }

    @AfterEach
    void endAll() {
        ada.close();
    }

    @Test
    void whoeverHoldsTheLockIsNotHeldUp() {
        try (DeployLock lock = DeployLock.take(ada, directory, "ada")) {
            FencedHost fenced = new FencedHost(ada, lock, directory);
            String said = fenced.run(Command.script("cat; echo \"$1\"", List.of("it's done"))
                            .fedWith("fed "))
                    .text();
            assertThat(said).isEqualTo("fed it's done\n");
        }
    }

    @Test
    void theFailureOfACommandIsNotTakenForALostLock() {
        try (DeployLock lock = DeployLock.take(ada, directory, "ada")) {
            FencedHost fenced = new FencedHost(ada, lock, directory);
            CommandFailed failed = catchThrowableOfType(
                    CommandFailed.class, () -> fenced.run(Command.script("echo no >&2; exit 75", List.of())));
            assertThat(failed.exitCode()).isEqualTo(75);
        }
    }

    @Test
    void whatShallGoOnWithoutUsIsRunAsAJobOfTheHost() {
        try (DeployLock lock = DeployLock.take(ada, directory, "ada")) {
            FencedHost fenced = new FencedHost(ada, lock, directory);
            Command<String> command = Command.script("cat; echo said", List.of())
                    .fedWith("fed ")
                    .parsedBy(CommandResult::text)
                    .whenCut(new WhenCut.GoesOn("up", Duration.ZERO));
            assertThat(fenced.run(command)).isEqualTo("fed said\n");
            assertThat(Path.of(directory.path(), "jobs", "1-up-1", "out")).hasContent("fed said");
        }
    }

    @Test
    void aLockThatHasLapsedIsTakenAgainAndTheWorkGoesOn() {
        try (DeployLock lock = DeployLock.take(ada, directory, "ada", NEVER, Duration.ofSeconds(1))) {
            FencedHost fenced = new FencedHost(ada, lock, directory);
            assertThat(DeployLock.awaitLapse(lock.awaitHeld())).isTrue();
            assertThat(fenced.run(Command.of(List.of("echo", "on"))).text()).isEqualTo("on\n");
        }
    }

    @Test
    void onceAnotherHasHadTheLockNothingIsRun() throws Exception {
        Path gate = home.resolve("gate");
        ShellHost away = ada.behind(gate);
        DeployLock lock = DeployLock.take(away, directory, "ada");
        FencedHost fenced = new FencedHost(ada, lock, directory);
        ada.run(Command.of(List.of("mkfifo", gate.toString())));
        away.killAll();
        takeWhenFree().close();
        await().until(() -> !ada.run(LockStatus.ask(directory)).isHeld());
        Files.writeString(gate, "back\n");
        DeployFailure failure = touching(fenced);
        assertThat(failure.kind()).isEqualTo(FailureKind.LOCKED);
        assertThat(failure.what())
                .as("also when the other is through already")
                .matches("The deploy lock on dev was lost to bob, since [-0-9: ]+ UTC, over by now\\.");
        assertThat(home.resolve("touched")).doesNotExist();
        lock.close();
        away.close();
    }

    @Test
    void theHostStopsOneThatHasNotHeardYetThatAnotherHasTheLock() throws Exception {
        LockHold frozen = LockHold.take(ada, directory, "ada", Duration.ofSeconds(1), Duration.ZERO);
        Command<?> command =
                FencedHost.fenced(Command.of(List.of("touch", home + "/touched")), directory, frozen.number());
        frozen.holder().exit().join();
        CommandFailed lapsed = catchThrowableOfType(CommandFailed.class, () -> ada.run(command));
        assertThat(lapsed.exitCode()).isEqualTo(75);
        try (DeployLock other = DeployLock.take(ada, directory, "bob@desktop, deploy")) {
            assertThat(other.number()).isEqualTo(2);
            CommandFailed taken = catchThrowableOfType(CommandFailed.class, () -> ada.run(command));
            assertThat(taken.stderr()).startsWith("deploy-to-dev: the lock is gone\nbob@desktop, deploy, since ");
        }
        assertThat(Files.exists(home.resolve("touched"))).isFalse();
    }

    @Test
    void whoIsStoppedByTheHostIsToldWhoHadTheLockMeanwhile() {
        LockHold frozen = LockHold.take(ada, directory, "ada", Duration.ofSeconds(1), Duration.ZERO);
        frozen.holder().exit().join();
        DeployLock.take(ada, directory, "bob@desktop, deploy").close();
        await().until(() -> !ada.run(LockStatus.ask(directory)).isHeld());
        for (Command<?> late : List.of(
                FencedHost.fenced(Command.of(List.of("true")), directory, frozen.number()),
                JobCommands.run(
                        directory,
                        frozen.number(),
                        "up-1",
                        Duration.ZERO,
                        new byte[0],
                        0,
                        Command.of(List.of("true"))))) {
            CommandFailed taken = catchThrowableOfType(CommandFailed.class, () -> ada.run(late));
            assertThat(taken.stderr())
                    .matches(
                            "deploy-to-dev: the lock is gone\nbob@desktop, deploy, since [-0-9: ]+ UTC, over by now\n");
        }
    }

    private DeployLock takeWhenFree() {
        return await().ignoreExceptionsInstanceOf(DeployFailure.class)
                .until(() -> DeployLock.take(ada, directory, "bob"), lock -> true);
    }

    private DeployFailure touching(FencedHost fenced) {
        return catchThrowableOfType(
                DeployFailure.class, () -> fenced.run(Command.of(List.of("touch", home + "/touched"))));
    }
}
