package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Is in one state after the other; stays in the last. */
final class ScriptedContainer implements ContainerFacts {

    private final Deque<ContainerState> states;

    ScriptedContainer(ContainerState... states) {
        this.states = new ArrayDeque<>(List.of(states));
    }

    @Override
    public synchronized Optional<ContainerState> now() {
        return Optional.of(states.size() > 1 ? states.remove() : states.element());
    }
}
