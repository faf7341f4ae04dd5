package io.deploytodev.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Health;
import io.deploytodev.docker.ContainerState.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each decision as the plan would print it. */
class PlannerTest {

    private static final String OLD_IMAGE = "sha256:a1b2c3d4e5f60718293a4b5c6d7e8f90";
    private static final String NEW_IMAGE = "sha256:c3d4e5f60718293a4b5c6d7e8f90a1b2";

    private static final DesiredService API = new DesiredService("api", "hash", OLD_IMAGE, false);
    private static final DesiredService MIGRATE = new DesiredService("migrate", "hash", OLD_IMAGE, true);

    @Test
    void aServiceThatIsNotThereIsCreated() {
        assertThat(plan(API)).isEqualTo("CREATE api: it is not there");
        assertThat(plan(MIGRATE)).isEqualTo("CREATE migrate: it is not there");
    }

    @Test
    void aServiceThatRunsAsItShouldIsKept() {
        assertThat(plan(API, container(Status.RUNNING, 0))).isEqualTo("KEEP api: nothing changed");
        assertThat(Planner.decide(API, List.of(container(Status.RUNNING, 0)), Set.of(), Optional::empty)
                        .changesSomething())
                .isFalse();
    }

    @Test
    void aChangedConfigurationRecreatesItAndNamesNoValue() {
        assertThat(plan(API, container(Status.RUNNING, 0, "other hash", OLD_IMAGE)))
                .isEqualTo("RECREATE api: its configuration changed");
    }

    @Test
    void aChangedImageRecreatesItAndNamesBoth() {
        DesiredService desired = new DesiredService("api", "hash", NEW_IMAGE, false);
        assertThat(plan(desired, container(Status.RUNNING, 0)))
                .isEqualTo("RECREATE api: image changed: a1b2c3d4e5f6 → c3d4e5f60718");
    }

    @Test
    void anImageThatTheHostDoesNotHaveYetIsAChange() {
        DesiredService desired = new DesiredService("api", "hash", "", false);
        assertThat(plan(desired, container(Status.RUNNING, 0)))
                .isEqualTo("RECREATE api: image changed: a1b2c3d4e5f6 → not there yet");
    }

    @Test
    void theConfigurationIsTheCauseWhenBothChanged() {
        assertThat(plan(API, container(Status.RUNNING, 0, "other hash", NEW_IMAGE)))
                .isEqualTo("RECREATE api: its configuration changed");
    }

    @Test
    void theKeysThatChangedAreNamedAsFarAsSomebodyReadsThem() {
        assertThat(planWith(
                        List.of("environment.LOG_LEVEL", "ports"),
                        API,
                        container(Status.RUNNING, 0, "other hash", OLD_IMAGE)))
                .isEqualTo("RECREATE api: its configuration changed: environment.LOG_LEVEL, ports");
        assertThat(planWith(
                        List.of("a", "b", "c", "d", "e", "f"),
                        API,
                        container(Status.RUNNING, 0, "other hash", OLD_IMAGE)))
                .isEqualTo("RECREATE api: its configuration changed: a, b, c, d and 2 more");
    }

    @Test
    void anImageNamedByItsContentIsTheCauseWhenNothingElseChanged() {
        DesiredService desired = new DesiredService("api", "hash", NEW_IMAGE, false);
        assertThat(planWith(List.of(), desired, container(Status.RUNNING, 0, "other hash", OLD_IMAGE)))
                .isEqualTo("RECREATE api: image changed: a1b2c3d4e5f6 → c3d4e5f60718");
    }

    @Test
    void aStoppedServiceThatIsOtherwiseAsItShouldBeIsStarted() {
        assertThat(plan(API, container(Status.EXITED, 137)))
                .isEqualTo("START api: it does not run: it ended with exit code 137");
        assertThat(plan(API, container(Status.EXITED, 0)))
                .isEqualTo("START api: it does not run: it ended with exit code 0");
        assertThat(plan(API, container(Status.CREATED, 0))).isEqualTo("START api: it does not run: it is created");
        assertThat(plan(API, container(Status.RESTARTING, 1)))
                .isEqualTo("START api: it does not run: it is restarting");
        assertThat(plan(API, container(Status.DEAD, 1))).isEqualTo("START api: it does not run: it is dead");
    }

    @Test
    void aPausedServiceGoesOnUnlessItChanged() {
        assertThat(plan(API, container(Status.PAUSED, 0))).isEqualTo("UNPAUSE api: it does not run: it is paused");
        assertThat(plan(API, container(Status.PAUSED, 0, "other hash", OLD_IMAGE)))
                .isEqualTo("RECREATE api: its configuration changed");
    }

    @Test
    void oneThatSeesFilesOfAnotherTreeIsRestartedUnlessItChangedOrIsMeantToEnd() {
        Set<String> behind = Set.of("id");
        ContainerState running = container(Status.RUNNING, 0);
        assertThat(told(Planner.decide(API, List.of(running), behind, Optional::empty)))
                .isEqualTo("RESTART api: it was started while the tree was another one, and sees files of that");
        assertThat(told(Planner.decide(
                        API, List.of(container(Status.RUNNING, 0, "other hash", OLD_IMAGE)), behind, Optional::empty)))
                .isEqualTo("RECREATE api: its configuration changed");
        assertThat(told(Planner.decide(MIGRATE, List.of(running), behind, Optional::empty)))
                .isEqualTo("KEEP migrate: nothing changed");
    }

    @Test
    void aStoppedServiceThatChangedIsRecreatedNotStarted() {
        assertThat(plan(API, container(Status.EXITED, 1, "other hash", OLD_IMAGE)))
                .isEqualTo("RECREATE api: its configuration changed");
    }

    @Test
    void aOneShotThatDidItsWorkIsKept() {
        assertThat(plan(MIGRATE, container(Status.EXITED, 0))).isEqualTo("KEEP migrate: nothing changed");
    }

    @Test
    void aOneShotAtWorkIsKept() {
        assertThat(plan(MIGRATE, container(Status.RUNNING, 0))).isEqualTo("KEEP migrate: nothing changed");
    }

    @Test
    void aOneShotThatFailedIsRunAgain() {
        assertThat(plan(MIGRATE, container(Status.EXITED, 3)))
                .isEqualTo("START migrate: it does not run: it ended with exit code 3");
    }

    @Test
    void aOneShotOfAnotherImageIsRunAgain() {
        assertThat(plan(MIGRATE, container(Status.EXITED, 0, "hash", NEW_IMAGE)))
                .isEqualTo("RECREATE migrate: image changed: c3d4e5f60718 → a1b2c3d4e5f6");
    }

    @Test
    void ofSeveralReplicasTheOneThatIsNotRightDecides() {
        ContainerState right = container(Status.RUNNING, 0);
        DesiredService two = new DesiredService("api", "hash", OLD_IMAGE, false, 2);
        assertThat(plan(two, right, right)).isEqualTo("KEEP api: nothing changed");
        assertThat(plan(two, right)).isEqualTo("CREATE api: 1 of its containers are there, 2 should be");
        assertThat(plan(API, right, container(Status.EXITED, 1)))
                .isEqualTo("START api: it does not run: it ended with exit code 1");
        assertThat(plan(API, container(Status.EXITED, 1), container(Status.RUNNING, 0, "hash", NEW_IMAGE)))
                .isEqualTo("RECREATE api: image changed: c3d4e5f60718 → a1b2c3d4e5f6");
    }

    @Test
    void everyKindButKeepChangesSomething() {
        assertThat(Arrays.stream(Action.Kind.values()).filter(kind -> new Action("api", kind, "").changesSomething()))
                .containsExactly(
                        Action.Kind.CREATE,
                        Action.Kind.RECREATE,
                        Action.Kind.RESTART,
                        Action.Kind.START,
                        Action.Kind.UNPAUSE);
    }

    private static String plan(DesiredService desired, ContainerState... observed) {
        return told(Planner.decide(desired, List.of(observed), Set.of(), Optional::empty));
    }

    private static String planWith(List<String> changedKeys, DesiredService desired, ContainerState... observed) {
        return told(Planner.decide(desired, List.of(observed), Set.of(), () -> Optional.of(changedKeys)));
    }

    private static String told(Action action) {
        return action.kind() + " " + action.service() + ": " + action.cause();
    }

    private static ContainerState container(Status status, int exitCode) {
        return container(status, exitCode, "hash", OLD_IMAGE);
    }

    private static ContainerState container(Status status, int exitCode, String configHash, String imageId) {
        return new ContainerState(
                "id",
                "api",
                "shop-api-1",
                status,
                Health.NONE,
                exitCode,
                false,
                0,
                null,
                imageId,
                configHash,
                Map.of(),
                null,
                null,
                List.of());
    }

    @Test
    void whatIsThereIsReplacedByAnImageThatIsYetToBeBuilt() {
        for (Action.Kind kind : new Action.Kind[] {Action.Kind.KEEP, Action.Kind.START, Action.Kind.UNPAUSE}) {
            assertThat(Planner.beforeBuild(new Action("api", kind, "cause")))
                    .isEqualTo(new Action("api", Action.Kind.RECREATE, "its image is built anew"));
        }
        for (Action.Kind kind : new Action.Kind[] {Action.Kind.CREATE, Action.Kind.RECREATE}) {
            Action certain = new Action("api", kind, "cause");
            assertThat(Planner.beforeBuild(certain)).isEqualTo(certain);
        }
    }
}
