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

    /**
     * What a deploy would do now; nothing was done.
     *
     * @param release the id of the release that runs; empty when there is none
     * @param from user and machine that deployed it
     * @param actions in the order in which they would be taken
     */
    record Planned(Instant at, String release, String from, List<PlannedAction> actions) implements DeployEvent {

        public Planned {
            actions = List.copyOf(actions);
        }

        public boolean isNothingToDo() {
            return actions.stream().noneMatch(PlannedAction::changesSomething);
        }
    }

    /**
     * An external command ended, whatever it ended with.
     *
     * @param where the host it ran on; {@code workstation} for this machine
     * @param command what it was, without what is too long to read and without anything secret
     * @param ending empty when all went well; else in a few words
     */
    record CommandEnded(Instant at, String where, String command, String ending, Duration took)
            implements DeployEvent {}

    /**
     * One thing that is wrong with the command line or a file, before a run can begin; a {@link RunFailed} follows.
     *
     * @param file empty when it is about no file
     * @param line counted from 1; 0 when it is about no line
     */
    record ProblemFound(Instant at, String file, int line, String message) implements DeployEvent {}

    /**
     * The run failed, or was stopped by the user.
     *
     * @param kind what class of failure it is; {@link #STOPPED} is none
     * @param why the cause as far as it is known, in lines
     * @param next what the user can do
     * @param evidence lines that show it
     */
    record RunFailed(
            Instant at,
            String kind,
            int exitCode,
            String what,
            String why,
            String next,
            List<String> evidence,
            Duration took)
            implements DeployEvent {

        /** The kind of a run that the user ended. */
        public static final String STOPPED = "interrupted";

        public RunFailed {
            evidence = List.copyOf(evidence);
        }

        public boolean isStopped() {
            return kind.equals(STOPPED);
        }
    }

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
