package io.deploytodev.readiness;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the resolved Compose model says of a service, as far as it tells how to ask it.
 *
 * @param entrypoint the words that the container begins with; empty for the image's own
 * @param command the words that follow them; empty for the image's own
 * @param oneShot whether the service is meant to exit
 * @param ports the ports that it names in the container, without protocol
 */
public record ServiceFacts(
        String service,
        String image,
        Map<String, String> environment,
        List<String> entrypoint,
        List<String> command,
        boolean hasHealthcheck,
        boolean oneShot,
        List<Integer> ports) {

    public ServiceFacts {
        environment = Map.copyOf(environment);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        ports = List.copyOf(ports);
    }

    /** With the image's own entrypoint. */
    public ServiceFacts(
            String service,
            String image,
            Map<String, String> environment,
            List<String> command,
            boolean hasHealthcheck,
            boolean oneShot,
            List<Integer> ports) {
        this(service, image, environment, List.of(), command, hasHealthcheck, oneShot, ports);
    }

    /** All that the model says of what the container runs. */
    List<String> words() {
        return Stream.concat(entrypoint.stream(), command.stream()).toList();
    }

    /** Whether it runs one of these servers, and not a tool that the image has beside them. */
    boolean serves(String... servers) {
        return ServerCommand.serves(entrypoint, command, Set.of(servers));
    }

    /** Without the environment's values and the command, for they may hold passwords. */
    @Override
    public String toString() {
        return "ServiceFacts[" + service + ", " + image + ", environment " + environment.keySet() + "]";
    }
}
