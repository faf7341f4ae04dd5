package io.deploytodev.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.DeployEvent.Outcome;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class PipelineTest extends PipelineFixture {

    @Test
    void a_step_runs_when_all_that_it_needs_has_run_and_can_use_what_that_left() {
        Ref<Integer> two = pipeline.add("two", told("two", 2));
        Ref<Integer> three = pipeline.add("three", told("three", 3), two);
        Ref<Integer> product = pipeline.add("product", told("product", 0), three, two);
        Ref<Integer> sum = pipeline.add("sum", scope -> StepResult.done(two.get() + three.get(), "added"), product);

        run();

        assertThat(story).containsExactly("two", "three", "product");
        assertThat(sum.get()).isEqualTo(5);
    }

    @Test
    void steps_that_do_not_need_each_other_run_side_by_side() {
        CyclicBarrier together = new CyclicBarrier(3);
        for (String name : List.of("a", "b", "c")) {
            pipeline.add(name, step(() -> together.await(5, TimeUnit.SECONDS)));
        }

        run();

        assertThat(together.isBroken()).isFalse();
    }

    @Test
    void a_step_does_not_wait_for_a_neighbour_that_it_does_not_need() {
        CountDownLatch afterQuick = new CountDownLatch(1);
        Ref<String> quick = pipeline.add("quick", step(() -> {}));
        pipeline.add("slow", step(afterQuick::await));
        pipeline.add("after quick", step(afterQuick::countDown), quick);

        run();
    }

    @Test
    void what_a_step_leaves_cannot_be_used_without_needing_it() {
        Ref<String> late = pipeline.add("late", step(() -> {}));

        assertThatIllegalStateException().isThrownBy(late::get).withMessageContaining("late");
    }

    @Test
    void two_steps_of_one_name_and_steps_of_another_pipeline_are_refused() {
        pipeline.add("a", step(() -> {}));
        Ref<String> foreign = new Pipeline().add("b", step(() -> {}));

        assertThatIllegalArgumentException().isThrownBy(() -> pipeline.add("a", step(() -> {})));
        assertThatIllegalArgumentException().isThrownBy(() -> pipeline.add("c", step(() -> {}), foreign));
    }

    @Test
    void each_step_tells_its_beginning_and_its_end() {
        pipeline.add("a", scope -> StepResult.unchanged("", "nothing to do"));

        run();

        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isInstanceOf(DeployEvent.StepStarted.class);
        assertThat(outcome("a")).isEqualTo(Outcome.UNCHANGED);
        assertThat(detail("a")).isEqualTo("nothing to do");
        assertThat(pipeline.timings().durations()).containsOnlyKeys("a");
    }
}
