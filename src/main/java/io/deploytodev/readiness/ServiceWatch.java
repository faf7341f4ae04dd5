package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.readiness.ProbeResult.Never;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ReadinessOutcome.Cause;
import io.deploytodev.readiness.ReadinessOutcome.Failed;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges one service, look by look; when to look is for others to say. Used by one thread.
 */
final class ServiceWatch {

    private final ServiceReadiness service;
    private final Supplier<Duration> elapsed;
    private final ReadinessListener listener;

    private @Nullable ContainerState firstSeen;
    private @Nullable ContainerState lastStopped;
    private @Nullable ContainerState readyAs;
    private @Nullable Duration readyAfter;
    /** Whether it has been ready for as long as it must be. */
    private boolean settled;
    /** Whether it was ready once, but not long enough. */
    private boolean lapsed;
    /** When it had become ready, if it is the same run of its container that then stopped answering. */
    private @Nullable Duration lapsedReadiness;

    private @Nullable Probe asked;
    private @Nullable ProbeResult answer;
    private String lastTold = "";

    /** @param elapsed how long the wait has gone on */
    ServiceWatch(ServiceReadiness service, Supplier<Duration> elapsed, ReadinessListener listener) {
        this.service = service;
        this.elapsed = elapsed;
        this.listener = listener;
    }

    String service() {
        return service.service();
    }

    /** The state of a service after a look. */
    sealed interface Look {
        record Waiting() implements Look {}

        record Ready(Duration after) implements Look {}

        record Lost(Failed failure) implements Look {}
    }

    Look look() {
        // The container before the probes: a one-shot that ends in between is then judged by its probe, not mistaken
        // for one that died.
        ContainerState container = service.container().now().orElse(null);
        Failed failure = failureOf(container);
        if (failure != null) {
            return lost(failure);
        }
        if (readyAfter != null && !isSameRun(readyAs, container)) {
            lapse();
            lapsedReadiness = null;
            tell("its container was started anew after it had been ready");
        }
        if (readyAfter != null && settled) {
            return new Look.Ready(readyAfter);
        }
        if (allProbesAreReady()) {
            return ready(container);
        }
        if (readyAfter != null) {
            lapse();
        }
        if (answer instanceof Never never) {
            // It may be so because the container has ended since it was looked at.
            Failed ended = failureOf(service.container().now().orElse(null));
            if (ended != null) {
                return lost(ended);
            }
            return lost(failure(Cause.NEVER, never.why(), never.next(), container));
        }
        if (elapsed.get().compareTo(service.deadline()) >= 0) {
            return lost(late(container));
        }
        tell("not yet: " + Objects.requireNonNullElse(answer, new NotYet("")).why());
        return new Look.Waiting();
    }

    private Look ready(@Nullable ContainerState container) {
        Duration now = elapsed.get();
        Duration after = readyAfter;
        if (after == null) {
            after = now;
            readyAfter = now;
            readyAs = container;
        }
        Duration window = service.stableFor();
        if (now.minus(after).compareTo(window) < 0) {
            tell("not yet: it answers, and is watched for " + Wording.seconds(window));
            return new Look.Waiting();
        }
        settled = true;
        tell("ready after " + Wording.seconds(after)
                + (window.isZero() ? "" : ", and for " + Wording.seconds(window) + " since"));
        return new Look.Ready(after);
    }

    private void lapse() {
        lapsed |= !settled;
        lapsedReadiness = settled ? null : readyAfter;
        settled = false;
        readyAfter = null;
    }

    private boolean allProbesAreReady() {
        for (Probe probe : service.probes()) {
            asked = probe;
            answer = probe.ask();
            if (!(answer instanceof ProbeResult.Ready)) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Failed failureOf(@Nullable ContainerState container) {
        if (container == null) {
            return null;
        }
        if (container.hasEnded() && !service.oneShot()) {
            String why = "its container " + container.name() + " " + Ending.of(container) + soonAfter();
            return failure(Cause.ENDED, why, Ending.next(container), container);
        }
        if (!container.isRunning() && container.startedAt() != null) {
            // Kept, for once it runs again the engine no longer says how it ended before.
            lastStopped = container;
        }
        int restarts = restartsSinceFirstSeen(container);
        if (restarts > service.restartBudget()) {
            String why = "its container " + container.name() + " was restarted " + restarts
                    + " times while it was waited for"
                    + (lastStopped == null ? "" : "; the last time it " + Ending.of(lastStopped));
            return failure(Cause.RESTARTS, why, Ending.next(lastStopped == null ? container : lastStopped), container);
        }
        return null;
    }

    private String soonAfter() {
        // A container that is on its way out often stops answering first, and only the next look sees it ended.
        Duration since = readyAfter == null ? lapsedReadiness : readyAfter;
        return since == null || settled
                ? ""
                : ", " + Wording.seconds(elapsed.get().minus(since)) + " after it had become ready";
    }

    /** The engine counts from the container's creation, so what an old container did last week is left out. */
    private int restartsSinceFirstSeen(ContainerState container) {
        if (firstSeen == null || !firstSeen.id().equals(container.id())) {
            firstSeen = container;
        }
        return container.restartCount() - firstSeen.restartCount();
    }

    private static boolean isSameRun(@Nullable ContainerState before, @Nullable ContainerState now) {
        if (before == null || now == null) {
            return before == null && now == null;
        }
        return before.id().equals(now.id()) && Objects.equals(before.startedAt(), now.startedAt());
    }

    private Failed late(@Nullable ContainerState container) {
        String why = "it was not ready within " + Wording.seconds(service.deadline())
                + (lapsed ? ", or not for " + Wording.seconds(service.stableFor()) + " on end" : "")
                + (asked == null || answer == null
                        ? ""
                        : answer.why().startsWith("answered ")
                                ? "; " + asked.question() + " " + answer.why()
                                : "; the last answer to " + asked.question() + " was: " + answer.why());
        String next = container == null
                ? "look at what it waits for, or give it more time (deadline under readiness)"
                : HttpRefusal.next(answer, "path (or status) under readiness")
                        .orElse(
                                "if it just needs longer, give it more time (deadline under readiness); else its own log says what it"
                                        + " waits for");
        return failure(Cause.DEADLINE, why, next, container);
    }

    private Failed failure(Cause cause, String why, String next, @Nullable ContainerState container) {
        String question = asked == null ? null : asked.question();
        return new Failed(service.service(), cause, why, next, question, answer, container, elapsed.get());
    }

    private Look lost(Failed failure) {
        tell("failed: " + failure.why());
        return new Look.Lost(failure);
    }

    private void tell(String state) {
        if (!state.equals(lastTold)) {
            lastTold = state;
            listener.changed(service.service(), state);
        }
    }
}
