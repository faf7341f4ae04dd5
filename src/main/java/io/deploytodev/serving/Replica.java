package io.deploytodev.serving;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.Engine;
import io.deploytodev.readiness.ContainerFacts;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of the containers of a service, looked up anew when it is gone. Used by one thread. */
final class Replica implements ContainerFacts {

    private final Engine engine;
    private final String project;
    private final String service;
    private final int index;

    private @Nullable String id;

    /** @param index counted from 0, in the order of the containers' names */
    Replica(Engine engine, String project, String service, int index) {
        this.engine = engine;
        this.project = project;
        this.service = service;
        this.index = index;
    }

    @Override
    public Optional<ContainerState> now() {
        Optional<ContainerState> known = Optional.ofNullable(id).flatMap(engine::inspect);
        if (known.isPresent()) {
            return known;
        }
        Optional<ContainerState> found = engine.containers(project, service).stream()
                .sorted(Comparator.comparing(ContainerState::name))
                .skip(index)
                .findFirst();
        id = found.map(ContainerState::id).orElse(null);
        return found;
    }
}
