package io.deploytodev.event;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that a run says while it goes on. Renderers, the timeline file and the release record are fed from
 * these alone, so no event may hold a secret.
 */
public sealed interface DeployEvent {

    /** When it happened, by the workstation's clock. */
    Instant at();

    /**
     * A run begins.
     *
     * @param steps the steps that will run, in the order in which they read best
     */
    record RunStarted(Instant at, String verb, String project, String host, List<String> steps)
            implements DeployEvent {}

    /** A step begins: all that it needs is done. */
    record StepStarted(Instant at, String step) implements DeployEvent {}

    /** How far a step is: {@code done} of {@code total} of a unit; a total of 0 means that it is not known. */
    record StepProgress(Instant at, String step, long done, long total, Unit unit) implements DeployEvent {}

    /** A short sentence on what a step waits for or has just found out; replaces the one before. */
    record StepStatus(Instant at, String step, String status) implements DeployEvent {}

    /** A line of output of something that the step runs, such as the image build. */
    record StepOutput(Instant at, String step, String line) implements DeployEvent {}

    /**
     * A step ends.
     *
     * @param detail one short sentence: what it did, or why it failed
     */
    record StepFinished(Instant at, String step, Outcome outcome, String detail, Duration took)
            implements DeployEvent {}

    /** Something worth knowing that belongs to no step. */
    record Notice(Instant at, String message) implements DeployEvent {}

    /**
     * The run ended well.
     *
     * @param release the id of the release that now runs
     * @param urls name to address of what can be visited now
     * @param criticalPath the steps that decided how long the run took, in order
     * @param nextCommands command to what it is for, in order
     */
    record RunSucceeded(
            Instant at,
            String release,
            String summary,
            Map<String, URI> urls,
            Map<String, Duration> stepTimes,
            List<String> criticalPath,
            Duration took,
            Map<String, String> nextCommands)
            implements DeployEvent {}

    /** The run failed; the failure itself travels as an exception and is reported once, at the edge. */
    record RunFailed(Instant at, String what, Duration took) implements DeployEvent {}

    /** How a step ended. */
    enum Outcome {
        /** It changed something. */
        DONE,
        /** There was nothing to change. */
        UNCHANGED,
        FAILED,
        /** Another step failed, or the user ended the run, before it was through. */
        CANCELLED
    }

    /** What progress counts. */
    enum Unit {
        BYTES,
        FILES,
        SERVICES,
        STEPS
    }
}
