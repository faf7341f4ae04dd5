package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.release.History;
import io.deploytodev.release.Intent;
import io.deploytodev.release.Release;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which release a rollback means. */
class ChooseReleaseTest {

    private static final String FIRST = "20260101T000000Z-1-abc1234";
    private static final String SECOND = "20260102T000000Z-2-def5678";
    private static final String BROKEN = "20260103T000000Z-3-def5678-dirty";
    private static final String THIRD = "20260104T000000Z-4-fed8765";

    private final List<Release> all = List.of(
            release(FIRST, "healthy"),
            release(SECOND, "healthy"),
            release(BROKEN, "health"),
            release(THIRD, "healthy"));

    @Test
    void withoutANameItIsTheLastGoodOneBeforeTheOneThatRuns() {
        assertThat(chosen(THIRD, "")).isEqualTo(SECOND);
        assertThat(chosen(SECOND, "")).isEqualTo(FIRST);
    }

    @Test
    void anyKeptOneMayBeNamedAlsoOneThatIsNewer() {
        assertThat(chosen(FIRST, THIRD)).isEqualTo(THIRD);
        assertThat(chosen(THIRD, "20260101")).isEqualTo(FIRST);
    }

    @Test
    void beforeTheOldestThereIsNone() {
        DeployFailure failure = failure(FIRST, "");
        assertThat(failure.kind()).isEqualTo(FailureKind.USAGE);
        assertThat(failure.what()).isEqualTo("There is no release before the one that runs on shop on dev.");
        assertThat(failure.next()).contains("Kept are: " + THIRD + ", " + SECOND + ", " + FIRST);
    }

    @Test
    void aMistypedNameGetsTheNearest() {
        DeployFailure failure = failure(THIRD, "20260102T000000Z-2-def5687");
        assertThat(failure.what()).isEqualTo("There is no release 20260102T000000Z-2-def5687 of shop on dev.");
        assertThat(failure.next()).startsWith("Did you mean " + SECOND + "? ");
    }

    @Test
    void oneThatDidNotServeIsNoPlaceToReturnTo() {
        DeployFailure failure = failure(THIRD, BROKEN);
        assertThat(failure.what()).isEqualTo(BROKEN + " cannot be returned to.");
        assertThat(failure.why()).isEqualTo("It did not serve: health.");
    }

    @Test
    void aBeginningThatFitsSeveralIsRefused() {
        assertThat(failure(THIRD, "2026").what()).isEqualTo("More than one release of shop on dev begins with 2026.");
    }

    @Test
    void whereNothingWasDeployedThereIsNothingToReturnTo() {
        DeployFailure failure = catchThrowableOfType(
                DeployFailure.class,
                () -> ChooseRelease.choose(
                        new History("", List.of()), Optional.empty(), Optional.empty(), "shop on dev"));
        assertThat(failure.what()).isEqualTo("There is no release of shop on dev to return to.");
    }

    @Test
    void afterADeployThatWasCutOffItIsTheOneThatServedBefore() {
        assertThat(chosen(THIRD, "", Optional.of(left("deploy", "", List.of("api")))))
                .isEqualTo(THIRD);
        assertThat(chosen(THIRD, FIRST, Optional.of(left("deploy", "", List.of("api")))))
                .as("a name has the last word")
                .isEqualTo(FIRST);
    }

    @Test
    void aRollbackThatWasCutOffIsCompleted() {
        assertThat(chosen(THIRD, "", Optional.of(left("rollback", FIRST, List.of("api")))))
                .isEqualTo(FIRST);
        assertThat(chosen(THIRD, "", Optional.of(left("rollback", "gone", List.of("api")))))
                .isEqualTo(SECOND);
    }

    private static Intent left(String verb, String target, List<String> services) {
        return new Intent(
                1,
                7,
                verb,
                "20260105T000000Z-7",
                target,
                THIRD,
                "ada@laptop",
                "20260105T000000Z",
                "",
                "",
                false,
                "services",
                true,
                "20260105T000000Z",
                services);
    }

    private String chosen(String current, String wanted) {
        return chosen(current, wanted, Optional.empty());
    }

    private String chosen(String current, String wanted, Optional<Intent> left) {
        return ChooseRelease.choose(
                        new History(current, all), Optional.of(wanted).filter(id -> !id.isEmpty()), left, "shop on dev")
                .id();
    }

    private DeployFailure failure(String current, String wanted) {
        return catchThrowableOfType(DeployFailure.class, () -> chosen(current, wanted));
    }

    private static Release release(String id, String outcome) {
        return new Release(
                Release.SCHEMA,
                id,
                "shop",
                id.substring(0, 16),
                "ada@laptop",
                "",
                "",
                false,
                "",
                Map.of(),
                Map.of(),
                Map.of(),
                outcome,
                Release.Run.UNKNOWN);
    }
}
