package io.deploytodev.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.DeployEvent.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a run in which a step fails, or which the user ends, once it has done what it is for. */
@Timeout(10)
class PipelineGoalTest extends PipelineFixture {

    @Test
    void what_fails_after_the_goal_is_told_and_undoes_nothing() {
        Ref<String> goal = pipeline.add("goal", undoable("goal", () -> {}));
        pipeline.reachesItsGoalWith(goal);
        pipeline.add(
                "clean",
                undoable("clean", () -> {
                    throw failure("the broom broke");
                }),
                goal);

        run();

        assertThat(story).containsExactly("goal", "clean");
        assertThat(outcome("clean")).isEqualTo(Outcome.FAILED);
        assertThat(events)
                .anyMatch(event -> event instanceof DeployEvent.Notice notice
                        && notice.message().contains("the broom broke"));
    }

    @Test
    void an_interrupt_after_the_goal_stops_the_rest_and_undoes_nothing() {
        Thread user = Thread.currentThread();
        Ref<String> goal = pipeline.add("goal", undoable("goal", () -> {}));
        pipeline.reachesItsGoalWith(goal);
        pipeline.add(
                "clean",
                undoable("clean", () -> {
                    user.interrupt();
                    waitToBeStopped();
                }),
                goal);

        run();

        assertThat(story).containsExactly("goal", "clean");
        assertThat(outcome("clean")).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void a_failure_before_the_goal_undoes_all_as_ever() {
        Ref<String> first = pipeline.add("first", undoable("first", () -> {}));
        Ref<String> goal = pipeline.add(
                "goal",
                undoable("goal", () -> {
                    throw failure("missed");
                }),
                first);
        pipeline.reachesItsGoalWith(goal);

        assertThat(catchThrowable(this::run)).hasMessage("missed");

        assertThat(story).containsExactly("first", "goal", "undo goal", "undo first");
    }
}
