package io.deploytodev.pipeline;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.DeployEvent.Outcome;
import io.deploytodev.event.EventSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One run of a pipeline. The thread that calls {@link #run} schedules; each step has a thread of its own. */
final class PipelineRun {

    private final List<Ref<?>> steps;
    private final @Nullable Ref<?> goal;
    private final EventSink events;
    private final Clock clock;
    private final Timings timings;
    private final List<Ref<?>> begun = new ArrayList<>();
    private final Set<Ref<?>> succeeded = new HashSet<>();

    PipelineRun(List<Ref<?>> steps, @Nullable Ref<?> goal, EventSink events, Clock clock, Timings timings) {
        this.timings = timings;
        this.steps = List.copyOf(steps);
        this.goal = goal;
        this.events = events;
        this.clock = clock;
    }

    void run() {
        ExecutorService executor = Executors.newCachedThreadPool(body -> {
            Thread thread = new Thread(body, "step");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Throwable failure = runSteps(executor);
            if (failure != null) {
                // An interrupt has nothing left to stop by now; it must not stop the undoing.
                Throwable why = failure;
                ToItsEnd.run("undo", () -> undoAll(why));
                throw asRuntime(failure);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private @Nullable Throwable runSteps(ExecutorService executor) {
        CompletionService<Ref<?>> completion = new ExecutorCompletionService<>(executor);
        List<Future<Ref<?>>> running = new ArrayList<>();
        startReady(completion, running);
        Throwable failure = null;
        boolean ended = false;
        int open = running.size();
        while (open > 0) {
            try {
                succeeded.add(completion.take().get());
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                failure = ended ? failure : first(failure, cause);
                keepBeside(failure, cause);
            } catch (InterruptedException e) {
                // The user ends the run: the steps are told, and awaited below like after any failure. However they
                // take it, from now on nothing else is the reason.
                failure = first(failure, new CancellationException("interrupted"));
                if (!ended) {
                    events.accept(new DeployEvent.Notice(clock.instant(), stopping()));
                }
                ended = true;
                executor.shutdownNow();
                continue;
            }
            open--;
            if (failure == null) {
                int before = running.size();
                startReady(completion, running);
                open += running.size() - before;
            } else {
                executor.shutdownNow();
            }
        }
        if (failure != null && isGoalReached()) {
            if (!isCancellation(failure)) {
                events.accept(
                        new DeployEvent.Notice(clock.instant(), "What came last failed: " + failure.getMessage()));
            }
            return null;
        }
        // An interrupt that came when all was done has stopped nothing: there is nothing to undo.
        return succeeded.containsAll(steps) ? null : failure;
    }

    private boolean isGoalReached() {
        return goal != null && succeeded.contains(goal);
    }

    /** To be seen at once: what is at work may need a while. */
    private String stopping() {
        List<String> atWork = begun.stream()
                .filter(ref -> !succeeded.contains(ref))
                .map(Ref::name)
                .toList();
        return "Stopping" + (atWork.isEmpty() ? "" : " " + String.join(", ", atWork))
                + (isGoalReached() ? "; what was done before stays." : ", then undoing what was changed.")
                + " Ctrl-C again leaves at once.";
    }

    /** A step that was only told to stop is not why the run failed. */
    private static Throwable first(@Nullable Throwable known, Throwable next) {
        return known == null || (isCancellation(known) && !isCancellation(next)) ? next : known;
    }

    private static boolean isCancellation(Throwable failure) {
        return failure instanceof CancellationException || failure instanceof InterruptedException;
    }

    /** A second failure may be the telling one. */
    private static void keepBeside(@Nullable Throwable failure, Throwable other) {
        if (failure != null && failure != other && !isCancellation(other)) {
            failure.addSuppressed(other);
        }
    }

    private void startReady(CompletionService<Ref<?>> completion, List<Future<Ref<?>>> running) {
        for (Ref<?> ref : steps) {
            if (!begun.contains(ref) && succeeded.containsAll(ref.needs())) {
                begun.add(ref);
                running.add(completion.submit(() -> {
                    runStep(ref);
                    return ref;
                }));
            }
        }
    }

    private <T> void runStep(Ref<T> ref) throws Exception {
        Thread.currentThread().setName("step " + ref.name());
        Instant began = clock.instant();
        events.accept(new DeployEvent.StepStarted(began, ref.name()));
        try {
            StepResult<T> result = ref.step().run(new StepScope(ref.name(), events, clock));
            ref.complete(result.value());
            finished(ref, began, result.outcome(), result.detail());
        } catch (CancellationException | InterruptedException e) {
            finished(ref, began, Outcome.CANCELLED, "stopped");
            throw e;
        } catch (Exception | Error e) {
            finished(ref, began, Outcome.FAILED, e.getMessage() == null ? e.toString() : e.getMessage());
            throw e;
        }
    }

    private void finished(Ref<?> ref, Instant began, Outcome outcome, String detail) {
        Instant ended = clock.instant();
        timings.add(ref.name(), ref.needs().stream().map(Ref::name).toList(), began, ended);
        events.accept(new DeployEvent.StepFinished(ended, ref.name(), outcome, detail, Duration.between(began, ended)));
    }

    private void undoAll(Throwable failure) {
        for (int i = begun.size() - 1; i >= 0; i--) {
            Ref<?> ref = begun.get(i);
            try {
                ref.step().undo(new StepScope(ref.name(), events, clock));
            } catch (Exception | Error e) {
                if (e != failure) {
                    failure.addSuppressed(e);
                }
                events.accept(new DeployEvent.Notice(
                        clock.instant(), "Could not undo " + ref.name() + ": " + e.getMessage()));
            }
        }
    }

    private static RuntimeException asRuntime(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof InterruptedException) {
            CancellationException cancelled = new CancellationException("interrupted");
            cancelled.initCause(failure);
            return cancelled;
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }
}
