package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.readiness.ProbeResult.Never;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.util.Locale;
import java.util.Optional;

/** What the container's own healthcheck says; for a container without one, whether it runs. */
public final class ContainerHealthProbe implements Probe {

    private final ContainerFacts container;

    public ContainerHealthProbe(ContainerFacts container) {
        this.container = container;
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
            case NONE -> new Ready("running (it has no healthcheck)");
            case HEALTHY -> new Ready("its healthcheck passes");
            case STARTING -> new NotYet("its healthcheck has not passed yet");
            // Not the end: a slow start uses up its retries and turns healthy at the next tick.
            case UNHEALTHY -> new NotYet("its healthcheck fails");
        };
    }
}
