package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.readiness.ProbeResult.Never;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the container's own healthcheck says; for a container without one, whether it runs. */
public final class ContainerHealthProbe implements Probe {

    /** A program that cannot work usually ends within this time; without a healthcheck nothing else tells. */
    private static final Duration STEADY = Duration.ofSeconds(2);

    /** Who has run for so long by the host's clock, give or take what clocks differ, need not be watched first. */
    private static final Duration OLD = Duration.ofSeconds(10);

    private final ContainerFacts container;
    private final boolean mustHaveOne;
    private @Nullable Instant seenStart;
    private long seenAt;

    /** @param mustHaveOne whether a container without a healthcheck will not do */
    public ContainerHealthProbe(ContainerFacts container, boolean mustHaveOne) {
        this.container = container;
        this.mustHaveOne = mustHaveOne;
    }

    @Override
    public String question() {
        return "container health";
    }

    @Override
    public ProbeResult ask() {
        Optional<ContainerState> now = container.now();
        if (now.isEmpty()) {
            return new NotYet("there is no container yet");
        }
        ContainerState state = now.get();
        if (state.hasEnded()) {
            return new Never("the container " + Ending.of(state), Ending.next(state));
        }
        if (!state.isRunning()) {
            return new NotYet("the container is " + state.status().name().toLowerCase(Locale.ROOT));
        }
        return switch (state.health()) {
            case NONE ->
                mustHaveOne
                        ? new Never(
                                "the container has no healthcheck",
                                "give the service a healthcheck in the compose file or the image, or ask it something"
                                        + " else")
                        : steady(state);
            case HEALTHY -> new Ready("its healthcheck passes");
            case STARTING -> new NotYet("its healthcheck has not passed yet");
            // Not the end: a slow start uses up its retries and turns healthy at the next tick.
            case UNHEALTHY -> new NotYet("its healthcheck fails");
        };
    }

    private synchronized ProbeResult steady(ContainerState state) {
        Instant start = state.startedAt();
        if (start == null || Duration.between(start, Instant.now()).compareTo(OLD) > 0) {
            return new Ready("running (it has no healthcheck)");
        }
        if (!start.equals(seenStart)) {
            seenStart = start;
            seenAt = System.nanoTime();
        }
        return System.nanoTime() - seenAt >= STEADY.toNanos()
                ? new Ready("running for " + STEADY.toSeconds() + " s (it has no healthcheck)")
                : new NotYet("running, but not yet for " + STEADY.toSeconds() + " s");
    }
}
