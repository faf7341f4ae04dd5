package io.deploytodev.checks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A project as a deploy would run it now.
 *
 * @param host where; empty when it could not be reached
 * @param unanswered image that nobody has, to what its registry says
 * @param openPorts services whose ports other machines can reach
 * @param healthPort the port of the dev host that a deploy asks at its end, when the configuration names one
 * @param publishedPorts of the dev host
 */
public record ProjectFacts(
        List<ServiceView> services,
        Optional<HostState> host,
        Map<String, String> unanswered,
        Set<String> openPorts,
        OptionalInt healthPort,
        Set<Integer> publishedPorts) {

    public ProjectFacts {
        services = List.copyOf(services);
        unanswered = Map.copyOf(unanswered);
        openPorts = Set.copyOf(openPorts);
        publishedPorts = Set.copyOf(publishedPorts);
    }

    /** Whether something is built for it. */
    public boolean builds() {
        return services.stream().anyMatch(ServiceView::isBuilt);
    }

    /** The same, on a host. */
    public ProjectFacts on(HostState state) {
        return new ProjectFacts(services, Optional.of(state), unanswered, openPorts, healthPort, publishedPorts);
    }
}
