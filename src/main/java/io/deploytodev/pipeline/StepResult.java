package io.deploytodev.pipeline;

import io.deploytodev.event.DeployEvent.Outcome;

/**
 * What a step comes back with.
 *
 * @param value for the steps after it
 * @param detail one short sentence for people: what was done, or why nothing was
 */
public record StepResult<T>(T value, Outcome outcome, String detail) {

    public static <T> StepResult<T> done(T value, String detail) {
        return new StepResult<>(value, Outcome.DONE, detail);
    }

    public static <T> StepResult<T> unchanged(T value, String detail) {
        return new StepResult<>(value, Outcome.UNCHANGED, detail);
    }
}
