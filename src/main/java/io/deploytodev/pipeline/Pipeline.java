package io.deploytodev.pipeline;

import io.deploytodev.event.EventSink;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps with needs. A step runs as soon as all that it needs has run; steps that do not need each other run side by
 * side. When one fails, the others are interrupted, and then every step that had begun is undone, the latest first.
 */
public final class Pipeline {

    private final List<Ref<?>> steps = new ArrayList<>();
    private final Timings timings = new Timings();
    private @Nullable Ref<?> goal;

    /** Adds a step; steps are shown in the order in which they are added. */
    public <T> Ref<T> add(String name, Step<T> step, Ref<?>... needs) {
        for (Ref<?> need : needs) {
            if (!steps.contains(need)) {
                throw new IllegalArgumentException(name + " needs a step of another pipeline: " + need.name());
            }
        }
        if (steps.stream().anyMatch(other -> other.name().equals(name))) {
            throw new IllegalArgumentException("there are two steps named " + name);
        }
        Ref<T> ref = new Ref<>(name, step, List.of(needs));
        steps.add(ref);
        return ref;
    }

    /**
     * Names the step with which the run has done what it is for: once that has ended, nothing is undone any more, and what
     * comes after it can neither fail the run nor be more than cut short by an interrupt.
     */
    public void reachesItsGoalWith(Ref<?> step) {
        goal = step;
    }

    public List<String> names() {
        return steps.stream().map(Ref::name).toList();
    }

    /**
     * Runs all steps; returns when the last has ended.
     *
     * @throws RuntimeException what the first failing step threw, after everything was undone
     */
    public void run(EventSink events, Clock clock) {
        new PipelineRun(steps, goal, events, clock, timings).run();
    }

    /** What is known so far of how long the steps took; may be asked while they run. */
    public Timings timings() {
        return timings;
    }
}
