package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;
import java.util.Optional;

/** Where the state of a service's container is looked up, anew each time. */
@FunctionalInterface
public interface ContainerFacts {

    /** For what has no container of its own, such as an address that is asked from outside. */
    ContainerFacts NONE = Optional::empty;

    /** The container as it is now; empty while there is none. */
    Optional<ContainerState> now();
}
