package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was found when a service did not come up, beside what the wait itself saw.
 *
 * @param log the end of its container's log, oldest line first
 * @param memoryLimit of its container, in bytes; empty when it has none
 * @param others the containers of the project's other services, as they were then
 */
public record Evidence(List<String> log, OptionalLong memoryLimit, List<ContainerState> others) {

    /** Nothing could be found out. */
    public static final Evidence NONE = new Evidence(List.of(), OptionalLong.empty(), List.of());

    public Evidence {
        log = List.copyOf(log);
        others = List.copyOf(others);
    }
}
