package io.deploytodev.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.FileCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The intent on a real file system, by real shells. */
@Timeout(60)
class IntentStoreTest {

    private static final String ID = "20260131T235959Z-7-abc1234";

    @TempDir
    private Path home;

    private ShellHost host;
    private StateDirectory directory;
    private IntentStore intents;
    private ReleaseStore releases;

    @BeforeEach
    void emptyHost() {
        host = new ShellHost(home);
        directory = StateDirectory.of(home + "/with space & quote'", "shop");
        intents = new IntentStore(host, directory);
        releases = new ReleaseStore(host, directory);
    }

    @AfterEach
    void endAll() {
        host.close();
    }

    @Test
    void whatIsMeantIsReadBackAndReadableForTheAccountAlone() throws IOException {
        assertThat(intents.read()).isEmpty();
        intents.write(intent("sync", List.of()));
        intents.write(intent("services", List.of("api", "worker")));
        assertThat(intents.read()).contains(intent("services", List.of("api", "worker")));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(directory.intent()))))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "{\"schema\":1}"})
    void oneThatACrashHasDamagedIsOneAllTheSame(String content) throws IOException {
        intents.write(intent("sync", List.of()));
        Files.writeString(Path.of(directory.intent()), content);
        Intent found = intents.read().orElseThrow();
        assertThat(found.tree()).isTrue();
        assertThat(found.services()).as("all goes back").isNotEmpty();
        assertThat(found.cutOff()).isEqualTo("somebody's deploy was cut off in a step that is not known");
    }

    @Test
    void sinceWhenTheTreeIsAnotherOneIsKnownAfterwards() {
        intents.write(intent("sync", List.of()));
        assertThat(intents.read().orElseThrow().otherTreeSince()).contains(Instant.parse("2026-01-31T23:59:30Z"));
        intents.write(intent(7).at("begin", Optional.empty(), List.of()));
        assertThat(intents.read().orElseThrow().otherTreeSince()).isEmpty();
        assertThat(intents.read().orElseThrow().began()).isEqualTo(Instant.parse("2026-01-31T23:59:59Z"));
    }

    @Test
    void whereThatIsNotSaidItWasLongAgo() throws IOException {
        intents.write(intent("sync", List.of("api")));
        Path file = Path.of(directory.intent());
        Files.writeString(file, Files.readString(file).replaceAll("\"treeSince\":\"[^\"]*\",", ""));
        Intent ofAnEarlierVersion = intents.read().orElseThrow();
        assertThat(ofAnEarlierVersion.services()).containsExactly("api");
        assertThat(ofAnEarlierVersion.otherTreeSince()).contains(Instant.EPOCH);
        Files.writeString(file, "{");
        assertThat(intents.read().orElseThrow().otherTreeSince()).contains(Instant.EPOCH);
    }

    @Test
    void aHostThatCannotBeWrittenToStopsTheRunBeforeItChangesAnything() throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve("with space & quote'")).resolve(".deploy-to-dev"), "");
        DeployFailure failure =
                catchThrowableOfType(DeployFailure.class, () -> intents.write(intent("sync", List.of())));
        assertThat(failure.kind()).isEqualTo(FailureKind.HOST);
        assertThat(failure.what()).contains("The dev host cannot be written to");
    }

    @Test
    void itIsOverWhenTheReleaseIsRecordedAndNotWhenOneIsFound() {
        host.run(FileCommands.write(directory.releaseModel(ID), "{}"));
        intents.write(intent("services", List.of("api")));
        releases.recordFound(release());
        assertThat(intents.read()).isPresent();
        releases.note(release());
        assertThat(intents.read()).isPresent();
        releases.record(release());
        assertThat(intents.read()).isEmpty();
        intents.write(intent("services", List.of("api")));
        releases.makeCurrent(ID);
        assertThat(intents.read()).isEmpty();
        intents.write(intent("services", List.of("api")));
        releases.noteSettled(release());
        assertThat(intents.read()).isEmpty();
    }

    @Test
    void whoTakesTheLockIsToldThatOneWasLeft() {
        try (DeployLock lock = DeployLock.take(host, directory, "ada@laptop, deploy")) {
            assertThat(lock.isCutOff()).isFalse();
            intents.write(intent("services", List.of("api")));
            LockStatus status = host.run(LockStatus.ask(directory));
            assertThat(status.isUnderWay()).isFalse();
            assertThat(status.cutOff()).isPresent();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !host.run(LockStatus.ask(directory)).isHeld());
        try (DeployLock next = DeployLock.take(host, directory, "bob@desk, deploy")) {
            assertThat(next.isCutOff()).isTrue();
            assertThat(next.number()).isEqualTo(2);
            intents.write(intent(2));
            LockStatus status = host.run(LockStatus.ask(directory));
            assertThat(status.isUnderWay()).isTrue();
            assertThat(status.cutOff()).isEmpty();
        }
    }

    @Test
    void theListOfReleasesIsCompletedByIt() {
        LockStatus cutOff =
                new LockStatus(Optional.empty(), 7, List.of(), Optional.of(intent("services", List.of("api"))));
        History history = cutOff.completed(new History("", List.of()), "shop");
        assertThat(history.releases()).hasSize(1);
        assertThat(history.releases().get(0).outcome()).isEqualTo("cutOff");
        assertThat(history.releases().get(0).run().failure()).isEqualTo("cut off in services");
        assertThat(history.good()).isEmpty();
        assertThat(cutOff.completed(history, "shop").releases()).hasSize(1);
    }

    private static Intent intent(String step, List<String> services) {
        return intent(7).at(step, Optional.of(Instant.parse("2026-01-31T23:59:30Z")), services);
    }

    private static Intent intent(long number) {
        return new Intent(
                Intent.SCHEMA,
                number,
                "deploy",
                ID,
                "",
                "20260130T000000Z-6",
                "ada@laptop",
                "20260131T235959Z",
                "abc1234",
                "main",
                true,
                "sync",
                true,
                "20260131T235930Z",
                List.of());
    }

    private static Release release() {
        return new Release(
                Release.SCHEMA,
                ID,
                "shop",
                "20260131T235959Z",
                "ada@laptop",
                "",
                "",
                false,
                "",
                Map.of(),
                Map.of(),
                Map.of(),
                "healthy",
                Release.Run.UNKNOWN);
    }
}
