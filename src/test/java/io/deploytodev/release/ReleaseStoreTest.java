package io.deploytodev.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CutOffHost;
import io.deploytodev.host.FileCommands;
import io.deploytodev.host.LocalHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store on a real file system, by real shells. */
class ReleaseStoreTest {

    private static final String FIRST = "20260131T235959Z-1-abc1234";
    private static final String SECOND = "20260201T000001Z-2-abc1234-dirty";

    @TempDir
    private Path home;

    private LocalHost host;
    private StateDirectory directory;
    private ReleaseStore store;

    @BeforeEach
    void emptyHost() {
        host = new LocalHost(home);
        directory = StateDirectory.of(home + "/with space & quote'", "shop");
        store = new ReleaseStore(host, directory);
    }

    @Test
    void beforeTheFirstDeployThereIsNoRelease() {
        assertThat(store.current()).isEmpty();
        assertThat(store.model(FIRST)).isEmpty();
    }

    @Test
    void aReleaseIsReadBackAsItWasRecorded() {
        record(release(FIRST));
        assertThat(store.current()).contains(release(FIRST));
        assertThat(store.model(FIRST)).contains("{\"model\": 1}\n");
    }

    @Test
    void theCurrentOneComesWithWhatItKeepsInOneQuestion() throws IOException {
        assertThat(store.kept().release()).isEmpty();
        record(release(FIRST));
        record(release(SECOND));
        assertThat(store.kept()).isEqualTo(new KeptRelease(store.current(), Optional.empty(), store.model(SECOND)));
        Files.writeString(Path.of(directory.releaseConfig(SECOND)), "project: shop\n");
        assertThat(store.kept().config()).contains("project: shop\n");
        Files.delete(Path.of(directory.releaseModel(SECOND)));
        assertThat(store.kept().model()).isEmpty();
    }

    @Test
    void theLatestIsTheCurrentOneAndTheEarlierStays() {
        record(release(FIRST));
        record(release(SECOND));
        assertThat(store.current()).contains(release(SECOND));
        assertThat(Path.of(directory.releaseRecord(FIRST))).exists();
    }

    @Test
    void theRecordIsReadableForPeopleAndKeepsItsShape() throws IOException {
        record(release(FIRST));
        assertThat(Files.readString(Path.of(directory.releaseRecord(FIRST)))).isEqualToNormalizingNewlines("""
                        {
                          "schema" : 1,
                          "id" : "20260131T235959Z-1-abc1234",
                          "project" : "shop",
                          "startedAt" : "20260131T235959Z",
                          "from" : "ada@laptop",
                          "commit" : "abc1234",
                          "branch" : "main",
                          "dirty" : false,
                          "treeDigest" : "d1ge57",
                          "images" : {
                            "api" : "shop:content-0123"
                          },
                          "builds" : {
                            "b01d" : "sha256:0123"
                          },
                          "stepMillis" : {
                            "sync" : 120
                          },
                          "outcome" : "healthy",
                          "run" : {
                            "verb" : "deploy",
                            "target" : "",
                            "tookMillis" : 0,
                            "changes" : [ ],
                            "failure" : ""
                          }
                        }""");
    }

    @Test
    void nobodyElseCanReadTheRecord() throws IOException {
        record(release(FIRST));
        for (String file : new String[] {directory.releaseRecord(FIRST), directory.current()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aReleaseWithoutItsDirectoryDoesNotBecomeCurrent() {
        record(release(FIRST));
        assertThat(catchThrowableOfType(RuntimeException.class, () -> store.record(release(SECOND))))
                .isNotNull();
        assertThat(store.current()).contains(release(FIRST));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100})
    void aRecordThatIsCutOffOnItsWayDoesNotBecomeCurrent(int bytes) {
        record(release(FIRST));
        host.run(FileCommands.write(directory.releaseModel(SECOND), "{}"));
        ReleaseStore overABrokenLink = new ReleaseStore(new CutOffHost(host, bytes), directory);
        CommandFailed failure =
                catchThrowableOfType(CommandFailed.class, () -> overABrokenLink.record(release(SECOND)));
        assertThat(failure.lastLines()).containsExactly("the transfer was cut off");
        assertThat(store.current()).contains(release(FIRST));
        assertThat(Path.of(directory.releaseRecord(SECOND))).doesNotExist();
    }

    @Test
    void anEmptyRecordIsCalledEmpty() throws IOException {
        currentReads("");
        assertThat(failure().why()).startsWith("It is empty");
    }

    @Test
    void whatALaterVersionOfTheSameSchemaAddsIsPassedOver() throws IOException {
        record(release(FIRST));
        Path file = Path.of(directory.releaseRecord(FIRST));
        Files.writeString(file, Files.readString(file).replace("\"schema\" : 1", "\"schema\" : 1, \"added\" : [1]"));
        assertThat(store.current()).contains(release(FIRST));
    }

    @Test
    void aNewerSchemaIsRefusedHoweverItLooks() throws IOException {
        currentReads("{\"schema\": 2, \"id\": [\"of another shape\"]}");
        DeployFailure failure = failure();
        assertThat(failure.kind()).isEqualTo(FailureKind.HOST);
        assertThat(failure.what())
                .isEqualTo("The releases in " + directory.path() + " were written by a newer deploy-to-dev.");
        assertThat(failure.why()).isEqualTo("They have schema 2; this version knows schemas up to 1.");
        assertThat(failure.next()).isEqualTo("Update deploy-to-dev on this machine.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   \n",
                "{",
                "null",
                "[]",
                "7",
                "{}",
                "{\"schema\": 1}",
                "{\"schema\": 1, \"id\": {}}",
                "\u0000"
            })
    void aDamagedRecordIsNotTakenForNone(String content) throws IOException {
        currentReads(content);
        DeployFailure failure = failure();
        assertThat(failure.kind()).isEqualTo(FailureKind.HOST);
        assertThat(failure.what())
                .isEqualTo("The record of the current release in " + directory.path() + " cannot be read.");
        assertThat(failure.why()).isNotBlank().doesNotContain("Exception", "null");
        assertThat(failure.next())
                .isEqualTo("Restore it; or move " + directory.current()
                        + " away on the host, and the next deploy counts as the first.");
    }

    @Test
    void aRecordThatSomebodyRemovedIsMissed() throws IOException {
        record(release(FIRST));
        Files.delete(Path.of(directory.releaseRecord(FIRST)));
        assertThat(failure().kind()).isEqualTo(FailureKind.HOST);
        assertThat(failure().why()).contains(FIRST + "/release.json", "No such file");
    }

    @Test
    void theHistoryHoldsWhatFailedTooAndNamesTheOneThatRuns() {
        record(release(FIRST));
        store.note(release(SECOND));
        History history = store.history();
        assertThat(history.current()).isEqualTo(FIRST);
        assertThat(history.releases()).extracting(Release::id).containsExactly(SECOND, FIRST);
        assertThat(history.running()).contains(release(FIRST));
    }

    @Test
    void theLastLinesOfWhatFailedAreKeptForTheAccountAlone() throws IOException {
        assertThat(store.log(FIRST)).isEmpty();
        store.keepLog(FIRST, "api (shop-api-1), exited with 1\n  no such table\n");
        store.note(release(FIRST));
        assertThat(store.log(FIRST)).containsExactly("api (shop-api-1), exited with 1", "  no such table");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(directory.releaseLog(FIRST)))))
                .isEqualTo("rw-------");
    }

    @Test
    void beforeTheFirstDeployTheHistoryIsEmpty() {
        assertThat(store.history()).isEqualTo(new History("", List.of()));
    }

    @Test
    void aRecordOfAnEarlierVersionIsReadAndADamagedOneIsLeftOut() throws IOException {
        record(release(FIRST));
        store.note(release(SECOND));
        Path first = Path.of(directory.releaseRecord(FIRST));
        Files.writeString(first, Files.readString(first).replaceFirst("(?s),\\s*\"run\".*", "}"));
        Files.writeString(Path.of(directory.releaseRecord(SECOND)), "{");
        assertThat(store.history().releases()).containsExactly(release(FIRST));
    }

    @Test
    void anEarlierReleaseBecomesCurrentAgainOnlyIfItIsThere() {
        record(release(FIRST));
        record(release(SECOND));
        store.makeCurrent(FIRST);
        assertThat(store.current()).contains(release(FIRST));
        assertThat(catchThrowableOfType(CommandFailed.class, () -> store.makeCurrent("gone")))
                .isNotNull();
        assertThat(store.current()).contains(release(FIRST));
    }

    private void record(Release release) {
        host.run(FileCommands.write(directory.releaseModel(release.id()), "{\"model\": 1}\n"));
        store.record(release);
    }

    private void currentReads(String content) throws IOException {
        record(release(FIRST));
        Files.writeString(Path.of(directory.releaseRecord(FIRST)), content);
    }

    private DeployFailure failure() {
        DeployFailure failure = catchThrowableOfType(DeployFailure.class, () -> store.current());
        assertThat(failure).as("a failure for the user").isNotNull();
        return failure;
    }

    private static Release release(String id) {
        return new Release(
                Release.SCHEMA,
                id,
                "shop",
                "20260131T235959Z",
                "ada@laptop",
                "abc1234",
                "main",
                false,
                "d1ge57",
                Map.of("api", "shop:content-0123"),
                Map.of("b01d", "sha256:0123"),
                Map.of("sync", 120L),
                "healthy",
                Release.Run.UNKNOWN);
    }
}
