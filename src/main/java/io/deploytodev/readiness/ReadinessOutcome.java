package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

        /** What matters of a log, on a screen that shows more than that. */
        private static final int LOG_LINES = 16;

        /** The same, with the container as it was a moment later, if that says more. */
        public Failed with(ContainerState later) {
            return later.isRunning() ? this : new Failed(service, cause, why, next, question, lastAnswer, later, after);
        }

        /** What is wrong, as a whole sentence. */
        public String reason() {
            return Wording.sentence(why);
        }

        /** The same for the user, with what most likely lies behind it. */
        public DeployFailure toFailure(FailureKind kind, Evidence found) {
            List<String> evidence = new ArrayList<>(evidence());
            LogExcerpt.of(found.log(), LOG_LINES).forEach(line -> evidence.add("log: " + line));
            Optional<LikelyCause> likely = LikelyCause.of(container, lastAnswer, found);
            return new DeployFailure(
                    kind,
                    service + " did not become ready.",
                    reason()
                            + likely.map(cause -> "\n" + Wording.sentence("likely: " + cause.why()))
                                    .orElse(""),
                    Wording.capital(likely.map(LikelyCause::next).orElse(next)),
                    evidence,
                    null);
        }

        /** What was seen: the probe's last answer and the container's state. */
        public List<String> evidence() {
            List<String> lines = new ArrayList<>();
            if (question != null && lastAnswer != null && !why.contains(lastAnswer.why())) {
                lines.add(question + ": " + lastAnswer.why());
            }
            if (container != null) {
                lines.add("container " + container.name() + ": "
                        + container.status().name().toLowerCase(Locale.ROOT)
                        + (container.isRunning()
                                ? ""
                                : ", exit code " + container.exitCode() + ", out of memory: "
                                        + (container.oomKilled() ? "yes" : "no"))
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
