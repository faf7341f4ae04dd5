package io.deploytodev.pipeline;

/**
 * One step of a run: does one thing, and knows how to undo it.
 *
 * @param <T> what it leaves for the steps after it
 */
public interface Step<T> {

    /**
     * Does the work. It is interrupted when another step fails or the user ends the run; it then ends soon with a
     * {@link java.util.concurrent.CancellationException}.
     */
    StepResult<T> run(StepScope scope) throws Exception;

    /** Puts back what {@link #run} began, finished or not; called once, only when the run as a whole failed. */
    default void undo(StepScope scope) throws Exception {}
}
