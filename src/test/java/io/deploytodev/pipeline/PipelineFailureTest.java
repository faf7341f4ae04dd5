package io.deploytodev.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.DeployEvent.Outcome;
import io.deploytodev.failure.DeployFailure;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a run in which a step fails, or which the user ends. */
@Timeout(10)
class PipelineFailureTest extends PipelineFixture {

    @Test
    void a_failure_stops_the_others_and_undoes_all_that_had_begun_the_latest_first() {
        CountDownLatch waiting = new CountDownLatch(1);
        Ref<String> first = pipeline.add("first", undoable("first", () -> {}));
        pipeline.add(
                "waits",
                undoable("waits", () -> {
                    waiting.countDown();
                    waitToBeStopped();
                }),
                first);
        DeployFailure failure = failure("broken");
        pipeline.add(
                "fails",
                undoable("fails", () -> {
                    waiting.await();
                    throw failure;
                }),
                first);
        pipeline.add("never", undoable("never", () -> {}), pipeline.add("later", undoable("later", () -> {}), first));

        // "later" begins with the others; "never" may begin or not, and is undone exactly if it did.
        assertThat(catchThrowable(this::run)).isSameAs(failure);

        assertThat(story)
                .filteredOn(line -> line.startsWith("undo"))
                .containsSubsequence("undo later", "undo fails", "undo waits", "undo first");
        assertThat(story.contains("undo never")).isEqualTo(story.contains("never"));
        assertThat(outcome("waits")).isEqualTo(Outcome.CANCELLED);
        assertThat(outcome("fails")).isEqualTo(Outcome.FAILED);
        assertThat(detail("fails")).isEqualTo("broken");
    }

    @Test
    void a_step_that_needs_the_failed_one_never_begins() {
        Ref<String> fails = pipeline.add("fails", step(() -> {
            throw failure("broken");
        }));
        pipeline.add("after", undoable("after", () -> {}), fails);

        assertThat(catchThrowable(this::run)).hasMessage("broken");

        assertThat(story).isEmpty();
    }

    @Test
    void nothing_is_undone_when_all_went_well() {
        pipeline.add("a", undoable("a", () -> {}));

        run();

        assertThat(story).containsExactly("a");
    }

    @Test
    void how_the_stopped_steps_end_does_not_hide_why_they_were_stopped() {
        CyclicBarrier begun = new CyclicBarrier(3);
        DeployFailure failure = failure("the reason");
        pipeline.add("cancelled", step(() -> {
            begun.await();
            waitToBeStopped();
        }));
        pipeline.add("broken by it", step(() -> {
            begun.await();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("broken in the middle", e);
            }
        }));
        pipeline.add("fails", step(() -> {
            begun.await();
            throw failure;
        }));

        assertThat(catchThrowable(this::run)).isSameAs(failure);

        assertThat(failure.getSuppressed()).extracting(Throwable::getMessage).containsExactly("broken in the middle");
    }

    @Test
    void a_real_failure_wins_over_a_cancellation_that_came_first() {
        CountDownLatch cancelled = new CountDownLatch(1);
        pipeline.add("cancels", step(() -> {
            cancelled.countDown();
            throw new CancellationException("connection closed by a neighbour");
        }));
        pipeline.add("fails", step(() -> {
            boolean told = false;
            while (!told) {
                try {
                    told = cancelled.await(5, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    // On its way to the real reason.
                }
            }
            throw failure("the reason");
        }));

        assertThat(catchThrowable(this::run)).hasMessage("the reason");
    }

    @Test
    void the_user_can_end_the_run_at_any_time_and_everything_is_stopped_and_undone() throws Exception {
        CyclicBarrier begun = new CyclicBarrier(4);
        pipeline.add("cancels", undoable("cancels", () -> {
            begun.await();
            waitToBeStopped();
        }));
        pipeline.add("is interrupted", undoable("is interrupted", () -> {
            begun.await();
            new CountDownLatch(1).await();
        }));
        pipeline.add("breaks", undoable("breaks", () -> {
            begun.await();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw failure("broken by the interrupt");
            }
        }));
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread user = new Thread(() -> outcome.complete(catchThrowable(this::run)));
        user.start();
        begun.await();

        user.interrupt();

        assertThat(outcome.get()).isInstanceOf(CancellationException.class);
        assertThat(story)
                .filteredOn(line -> line.startsWith("undo"))
                .containsExactly("undo breaks", "undo is interrupted", "undo cancels");
        assertThat(outcome("cancels")).isEqualTo(Outcome.CANCELLED);
        assertThat(outcome("is interrupted")).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void an_interrupt_that_comes_when_the_last_step_is_done_stops_and_undoes_nothing() {
        Thread caller = Thread.currentThread();
        pipeline.add("ends", undoable("ends", () -> {}));

        Throwable failure = catchThrowable(() -> pipeline.run(
                event -> {
                    if (event instanceof DeployEvent.StepFinished) {
                        caller.interrupt();
                    }
                },
                Clock.systemUTC()));

        Thread.interrupted();
        assertThat(failure).isNull();
        assertThat(story).doesNotContain("undo ends");
    }

    @Test
    void undoing_is_not_itself_interrupted_by_an_interrupt_that_came_before_it() {
        List<Boolean> interrupted = new ArrayList<>();
        Thread caller = Thread.currentThread();
        pipeline.add("fails", new Step<String>() {
            @Override
            public StepResult<String> run(StepScope scope) {
                throw failure("the reason");
            }

            @Override
            public void undo(StepScope scope) {
                interrupted.add(Thread.currentThread().isInterrupted());
            }
        });

        Throwable failure = catchThrowable(() -> pipeline.run(
                event -> {
                    events.add(event);
                    if (event instanceof DeployEvent.StepFinished) {
                        caller.interrupt();
                    }
                },
                Clock.systemUTC()));

        Thread.interrupted();
        assertThat(interrupted).containsExactly(false);
        assertThat(failure).isNotNull();
    }

    @Test
    void an_undo_that_fails_does_not_keep_the_others_from_being_undone() {
        DeployFailure failure = failure("the reason");
        Ref<String> first = pipeline.add("first", undoable("first", () -> {}));
        Ref<String> second = pipeline.add(
                "second",
                new Step<String>() {
                    @Override
                    public StepResult<String> run(StepScope scope) {
                        return StepResult.done("", "");
                    }

                    @Override
                    public void undo(StepScope scope) {
                        throw new IllegalStateException("stuck");
                    }
                },
                first);
        pipeline.add(
                "third",
                new Step<String>() {
                    @Override
                    public StepResult<String> run(StepScope scope) {
                        throw failure;
                    }

                    @Override
                    public void undo(StepScope scope) {
                        throw failure; // the same again
                    }
                },
                second);

        assertThat(catchThrowable(this::run)).isSameAs(failure);

        assertThat(story).containsExactly("first", "undo first");
        assertThat(failure.getSuppressed()).extracting(Throwable::getMessage).containsExactly("stuck");
        assertThat(events)
                .filteredOn(DeployEvent.Notice.class::isInstance)
                .extracting(event -> ((DeployEvent.Notice) event).message())
                .containsExactly("Could not undo third: the reason", "Could not undo second: stuck");
    }

    @Test
    void an_error_in_a_step_ends_the_run_like_any_failure() {
        AssertionError error = new AssertionError("a bug");
        pipeline.add("a", undoable("a", () -> {
            throw error;
        }));

        assertThat(catchThrowable(this::run)).isSameAs(error);

        assertThat(story).containsExactly("a", "undo a");
        assertThat(outcome("a")).isEqualTo(Outcome.FAILED);
    }
}
