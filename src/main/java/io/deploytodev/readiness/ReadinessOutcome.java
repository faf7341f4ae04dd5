package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a wait for services ended. */
public sealed interface ReadinessOutcome {

    /**
     * Every service answers.
     *
     * @param readyAfter service to how long it took from the beginning of the wait
     */
    record AllReady(Map<String, Duration> readyAfter) implements ReadinessOutcome {
        public AllReady {
            readyAfter = Map.copyOf(readyAfter);
        }
    }

    /**
     * One service will not become ready, or not in time; the first that was found so.
     *
     * @param why what is wrong, in one sentence
     * @param next what the user can do about it
     * @param question what its probe had asked last; null when none was asked
     * @param lastAnswer what came back; null when none was asked
     * @param container the container as it was then; null when there is none
     */
    record Failed(
            String service,
            Cause cause,
            String why,
            String next,
            @Nullable String question,
            @Nullable ProbeResult lastAnswer,
            @Nullable ContainerState container,
            Duration after)
            implements ReadinessOutcome {

        /**
         * The same for the user.
         *
         * @param logLines the last lines of the container's log, without secrets
         */
        public DeployFailure toFailure(FailureKind kind, List<String> logLines) {
            List<String> evidence = new ArrayList<>(evidence());
            evidence.addAll(logLines);
            return new DeployFailure(kind, service + " did not become ready", why, next, evidence, null);
        }

        /** What was seen: the probe's last answer and the container's state. */
        public List<String> evidence() {
            List<String> lines = new ArrayList<>();
            if (question != null && lastAnswer != null) {
                lines.add(question + ": " + lastAnswer.why());
            }
            if (container != null) {
                lines.add("container " + container.name() + ": "
                        + container.status().name().toLowerCase(Locale.ROOT)
                        + (container.isRunning() ? "" : ", exit code " + container.exitCode())
                        + (container.oomKilled() ? ", out of memory" : "")
                        + (container.restartCount() > 0 ? ", restarts: " + container.restartCount() : ""));
            }
            return lines;
        }
    }

    /** What ended the wait. */
    enum Cause {
        /** A probe was told what no waiting changes. */
        NEVER,
        /** The container ended. */
        ENDED,
        /** The container was restarted more often than its budget allows. */
        RESTARTS,
        /** The deadline passed. */
        DEADLINE
    }
}
