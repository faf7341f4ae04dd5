package io.deploytodev.readiness;

import java.util.List;
import java.util.Map;

/**
 * What the resolved Compose model says of a service, as far as it tells how to ask it.
 *
 * @param command the words that the container runs; empty for the image's own
 * @param oneShot whether the service is meant to exit
 * @param ports the ports that it names in the container, without protocol
 */
public record ServiceFacts(
        String service,
        String image,
        Map<String, String> environment,
        List<String> command,
        boolean hasHealthcheck,
        boolean oneShot,
        List<Integer> ports) {

    public ServiceFacts {
        environment = Map.copyOf(environment);
        command = List.copyOf(command);
        ports = List.copyOf(ports);
    }

    /** Without the environment's values and the command, for they may hold passwords. */
    @Override
    public String toString() {
        return "ServiceFacts[" + service + ", " + image + ", environment " + environment.keySet() + "]";
    }
}
