package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;

/** Whether a service works that may as well be a one-shot: it runs, or it has ended with exit code 0. */
public final class RunsOrDoneProbe implements Probe {

    private final ContainerFacts container;
    private final Probe running;
    private final Probe done;

    public RunsOrDoneProbe(ContainerFacts container) {
        this.container = container;
        this.running = new ContainerHealthProbe(container, false);
        this.done = new OneShotProbe(container);
    }

    @Override
    public String question() {
        return "running, or exit code 0";
    }

    @Override
    public ProbeResult ask() {
        return container.now().filter(ContainerState::hasEnded).isPresent() ? done.ask() : running.ask();
    }
}
