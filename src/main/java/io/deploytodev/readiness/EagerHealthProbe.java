package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Health;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The container's own healthcheck, which the engine asks every so often, usually every 30 s: while it has not passed, the
 * same command is run in the container at once. Used by one thread.
 */
public final class EagerHealthProbe implements Probe {

    /** A healthcheck may start an interpreter, and the service has better things to do than to be asked. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ContainerHealthProbe verdict;
    private final ContainerFacts container;
    private final CommandSource commands;
    private final Duration patience;
    private @Nullable CommandProbe command;
    private List<String> asked = List.of();
    private long askedAt;

    /** @param mustHaveOne whether a container without a healthcheck will not do */
    public EagerHealthProbe(ContainerFacts container, boolean mustHaveOne, CommandSource commands, Duration patience) {
        this.verdict = new ContainerHealthProbe(container, mustHaveOne);
        this.container = container;
        this.commands = commands;
        this.patience = patience;
    }

    @Override
    public String question() {
        return verdict.question();
    }

    @Override
    public ProbeResult ask() {
        ProbeResult said = verdict.ask();
        if (!(said instanceof NotYet)) {
            return said;
        }
        Optional<ContainerState> waiting = container
                .now()
                .filter(ContainerState::isRunning)
                .filter(state -> state.health() == Health.STARTING || state.health() == Health.UNHEALTHY)
                .filter(state -> !state.healthcheck().isEmpty());
        if (waiting.isPresent() && isTime() && passes(waiting.get())) {
            return new Ready("its healthcheck passes");
        }
        return said;
    }

    private boolean isTime() {
        return command == null || System.nanoTime() - askedAt >= PAUSE.toNanos();
    }

    private boolean passes(ContainerState state) {
        CommandProbe probe = command;
        if (probe == null || !asked.equals(state.healthcheck())) {
            probe = new CommandProbe(state.healthcheck(), container, commands, patience);
            command = probe;
            asked = state.healthcheck();
        }
        ProbeResult answer = probe.ask();
        askedAt = System.nanoTime();
        return answer instanceof Ready;
    }
}
