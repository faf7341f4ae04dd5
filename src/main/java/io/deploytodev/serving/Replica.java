package io.deploytodev.serving;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.Engine;
import io.deploytodev.readiness.ContainerFacts;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One of the containers of a service, looked up anew when it is gone. Used by one thread. */
final class Replica implements ContainerFacts {

    /** What was told a moment ago is how it is now; to ask again takes longer. */
    private static final Duration NOW = Duration.ofMillis(10);

    /** The first look may be at what whoever made the decision was told: on a slow machine it begins so much later. */
    private static final Duration SEEN = Duration.ofMillis(200);

    private final Engine engine;
    private final String project;
    private final String service;
    private final int index;

    private @Nullable String id;
    private Optional<ContainerState> last;
    private long goodUntil;

    /**
     * One of a service.
     *
     * @param index counted from 0, in the order of the containers' names
     * @param seen containers of the project as they were told just now
     */
    Replica(Engine engine, String project, String service, int index, List<ContainerState> seen) {
        this.engine = engine;
        this.project = project;
        this.service = service;
        this.index = index;
        this.last = pick(seen.stream().filter(container -> container.service().equals(service)));
        this.goodUntil = System.nanoTime() + SEEN.toNanos();
        this.id = last.map(ContainerState::id).orElse(null);
    }

    @Override
    public Optional<ContainerState> now() {
        if (last.isEmpty() || System.nanoTime() - goodUntil > 0) {
            last = look();
            goodUntil = System.nanoTime() + NOW.toNanos();
        }
        return last;
    }

    private Optional<ContainerState> look() {
        Optional<ContainerState> known = Optional.ofNullable(id).flatMap(engine::inspect);
        if (known.isPresent()) {
            return known;
        }
        Optional<ContainerState> found = pick(engine.containers(project, service).stream());
        id = found.map(ContainerState::id).orElse(null);
        return found;
    }

    private Optional<ContainerState> pick(Stream<ContainerState> containers) {
        return containers
                .sorted(Comparator.comparing(ContainerState::name))
                .skip(index)
                .findFirst();
    }
}
