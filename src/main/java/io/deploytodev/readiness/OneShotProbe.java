package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.readiness.ProbeResult.Never;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.util.Locale;
import java.util.Optional;

/** Whether a one-shot, which is meant to exit, has done its work. */
public final class OneShotProbe implements Probe {

    private final ContainerFacts container;

    public OneShotProbe(ContainerFacts container) {
        this.container = container;
    }

    @Override
    public String question() {
        return "exit code 0";
    }

    @Override
    public ProbeResult ask() {
        Optional<ContainerState> now = container.now();
        if (now.isEmpty()) {
            return new NotYet("there is no container yet");
        }
        ContainerState state = now.get();
        if (!state.hasEnded()) {
            return new NotYet(
                    switch (state.status()) {
                        case RUNNING -> "still running";
                        case RESTARTING -> "starting over after exit code " + state.exitCode();
                        default -> "the container is " + state.status().name().toLowerCase(Locale.ROOT);
                    });
        }
        if (state.exitCode() == 0 && !state.oomKilled()) {
            return new Ready("done, exit code 0");
        }
        return new Never("it " + Ending.of(state), Ending.next(state));
    }
}
