package io.deploytodev.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lock seen, waited for and broken, with real shells and real flock. */
@Timeout(60)
class LockBreakTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path home;

    private ShellHost ada;
    private ShellHost bob;
    private StateDirectory directory;

    @BeforeEach
    void twoWorkstations() {
        ada = new ShellHost(home);
        bob = new ShellHost(home);
        directory = StateDirectory.of(home + "/with space & quote'", "shop");
    }

    @AfterEach
    void endAll() {
        ada.close();
        bob.close();
    }

    @Test
    void nobodyHoldsALockThatNeverWas() {
        assertThat(status()).isEqualTo(new LockStatus(Optional.empty(), 0, List.of(), Optional.empty()));
    }

    @Test
    void whoHoldsItIsSeenAndNotDisturbed() {
        try (DeployLock lock = DeployLock.take(ada, directory, "ada@laptop, deploy")) {
            LockStatus status = status();
            assertThat(status.isHeld()).isTrue();
            assertThat(status.number()).isEqualTo(1);
            assertThat(status.note().orElseThrow().whose()).isEqualTo("ada@laptop's deploy");
            assertThat(status.note().orElseThrow().since()).endsWith(" UTC");
            assertThat(lock.isHeld()).isTrue();
        }
        await().atMost(SOON).until(() -> !status().isHeld());
        assertThat(status().number()).isEqualTo(1);
    }

    @Test
    void theNoteOfOneThatDiedIsNoHolder() throws IOException {
        Files.createDirectories(Path.of(directory.path()));
        Files.writeString(Path.of(directory.path(), "lock"), "");
        Files.writeString(
                Path.of(directory.path(), "lock.holder"), "ada@laptop, deploy, since 2026-01-01 00:00:00 UTC");
        assertThat(status().isHeld()).isFalse();
    }

    @Test
    void jobsAreSeenAsLongAsTheyLiveAndNotAfterTheirHostDied() throws IOException {
        Path dead = Files.createDirectories(Path.of(directory.path(), "jobs", "1-build-1"));
        Files.writeString(dead.resolve("running"), "");
        Path alive = Files.createDirectories(Path.of(directory.path(), "jobs", "2-up-1"));
        Files.writeString(alive.resolve("running"), "");
        ada.start(
                Command.of(
                        List.of("flock", alive.resolve("running").toString(), "sh", "-c", "echo held; exec sleep 60")),
                (stream, line) -> {});
        await().atMost(SOON).untilAsserted(() -> assertThat(status().jobs()).containsExactly("2-up-1"));
    }

    @Test
    void whoIsBrokenHasLostItAndCannotTakeItAgain() {
        try (DeployLock lock = DeployLock.take(ada, directory, "ada@laptop, deploy")) {
            LockNote note =
                    bob.run(LockBreak.of(directory, "bob@desk, unlock --force")).orElseThrow();
            assertThat(note.whose()).isEqualTo("ada@laptop's deploy");
            try (DeployLock next = DeployLock.take(bob, directory, "bob@desk, unlock")) {
                assertThat(next.number()).isEqualTo(3);
                await().atMost(SOON).until(() -> !lock.isHeld());
                DeployFailure lost = catchThrowableOfType(DeployFailure.class, lock::awaitHeld);
                assertThat(lost.kind()).isEqualTo(FailureKind.LOCKED);
                assertThat(lost.what()).contains("lost to bob@desk's unlock");
                assertThat(lost.why()).contains("unlock --force").doesNotContain("heard nothing");
                assertThat(next.isHeld()).isTrue();
            }
        }
    }

    @Test
    void aCommandOfWhoIsBrokenIsRefusedAtOnce() {
        try (DeployLock lock = DeployLock.take(ada, directory, "ada@laptop, deploy")) {
            FencedHost fenced = new FencedHost(ada, lock, directory);
            fenced.run(Command.of(List.of("true")));
            bob.run(LockBreak.of(directory, "bob@desk, unlock --force"));
            DeployFailure lost =
                    catchThrowableOfType(DeployFailure.class, () -> fenced.run(Command.of(List.of("true"))));
            assertThat(lost.kind()).isEqualTo(FailureKind.LOCKED);
        }
    }

    @Test
    void whatNobodyHoldsIsNotBroken() {
        assertThat(bob.run(LockBreak.of(directory, "bob@desk, unlock --force"))).isEmpty();
        try (DeployLock lock = DeployLock.take(ada, directory, "ada@laptop, deploy")) {
            assertThat(lock.number()).isEqualTo(1);
        }
        await().atMost(SOON).until(() -> !status().isHeld());
        assertThat(bob.run(LockBreak.of(directory, "bob@desk, unlock --force"))).isEmpty();
        assertThat(status().number()).isEqualTo(1);
    }

    @Test
    void whoWaitsIsToldForWhomAndGetsItWhenTheyLetGo() {
        List<String> told = new CopyOnWriteArrayList<>();
        DeployLock first = DeployLock.take(ada, directory, "ada@laptop, deploy");
        CompletableFuture<DeployLock> waiting = CompletableFuture.supplyAsync(
                () -> DeployLock.take(
                        bob, directory, "bob@desk, deploy", Duration.ofSeconds(30), note -> told.add(note.whose())),
                body -> new Thread(body, "waiting").start());
        await().atMost(SOON).untilAsserted(() -> assertThat(told).contains("ada@laptop's deploy"));
        first.close();
        try (DeployLock second = waiting.orTimeout(15, TimeUnit.SECONDS).join()) {
            assertThat(second.number()).isEqualTo(2);
        }
    }

    @Test
    void whoWaitsIsNotEndedWithTheOneWhoIsBroken() {
        List<String> told = new CopyOnWriteArrayList<>();
        ShellHost cleo = new ShellHost(home);
        try (cleo;
                DeployLock first = DeployLock.take(ada, directory, "ada@laptop, deploy")) {
            CompletableFuture<DeployLock> waiting = CompletableFuture.supplyAsync(
                    () -> DeployLock.take(
                            cleo,
                            directory,
                            "cleo@desk, deploy",
                            Duration.ofSeconds(30),
                            note -> told.add(note.whose())),
                    body -> new Thread(body, "waiting").start());
            await().atMost(SOON).untilAsserted(() -> assertThat(told).isNotEmpty());
            bob.run(LockBreak.of(directory, "bob@desk, unlock --force"));
            try (DeployLock second = waiting.orTimeout(15, TimeUnit.SECONDS).join()) {
                assertThat(second.isHeld()).isTrue();
            }
            assertThat(first.isHeld()).isFalse();
        }
    }

    @Test
    void whoTakesItWhileTheOneBeforeThemIsLookedForIsNotEnded() throws IOException {
        Path programs = Files.createDirectory(home.resolve("bin"));
        Path looking = home.resolve("looking");
        Path gate = home.resolve("gate");
        Path readlink = Files.writeString(
                programs.resolve("readlink"),
                "#!/bin/sh\n: > '" + looking + "'\n[ ! -p '" + gate + "' ] || read -r line < '" + gate
                        + "' || :\nrm -f '" + gate + "'\nPATH=${PATH#*:} exec readlink \"$@\"\n");
        Files.setPosixFilePermissions(readlink, PosixFilePermissions.fromString("rwx------"));
        bob.run(Command.of(List.of("mkfifo", gate.toString())));
        DeployLock first = DeployLock.take(ada, directory, "ada@laptop, deploy");
        CompletableFuture<Optional<LockNote>> breaking = CompletableFuture.supplyAsync(
                () -> bob.after("PATH='" + programs + "':$PATH; export PATH")
                        .run(LockBreak.of(directory, "bob@desk, unlock --force")),
                body -> new Thread(body, "breaking").start());
        await().atMost(SOON).until(() -> Files.exists(looking));
        first.close();
        try (ShellHost cleo = new ShellHost(home);
                DeployLock second =
                        DeployLock.take(cleo, directory, "cleo@desk, deploy", Duration.ofSeconds(30), note -> {})) {
            LockHold hold = second.awaitHeld();
            Files.writeString(gate, "go on\n");
            assertThat(breaking.orTimeout(30, TimeUnit.SECONDS).join()).isPresent();
            assertThat(second.number()).isEqualTo(3);
            assertThat(hold.holder().exit())
                    .as("their shell on the host goes on")
                    .failsWithin(Duration.ofSeconds(1))
                    .withThrowableOfType(TimeoutException.class);
            new FencedHost(cleo, second, directory).run(Command.of(List.of("true")));
            assertThat(status().note().orElseThrow().whose()).isEqualTo("cleo@desk's deploy");
        }
    }

    @Test
    void whoWaitsInVainIsToldForHowLong() {
        try (DeployLock first = DeployLock.take(ada, directory, "ada@laptop, rollback")) {
            DeployFailure failure = catchThrowableOfType(
                    DeployFailure.class,
                    () -> DeployLock.take(bob, directory, "bob@desk, deploy", Duration.ofSeconds(2), note -> {}));
            assertThat(failure.kind()).isEqualTo(FailureKind.LOCKED);
            assertThat(failure.why()).contains("ada@laptop's rollback, since", "You waited for 2 s");
            assertThat(first.isHeld()).isTrue();
        }
    }

    private LockStatus status() {
        return bob.run(LockStatus.ask(directory));
    }
}
