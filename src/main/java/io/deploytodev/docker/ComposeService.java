package io.deploytodev.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One service of a resolved Compose model, with what a deploy needs to know of it.
 *
 * @param image the reference it runs, if the model names one
 * @param build the canonical text of its build section; equal texts build equal images
 * @param dependsOn other service to the condition under which this one may start
 * @param environment resolved; holds secrets, so it is never printed
 * @param entrypoint the resolved entrypoint, when the model overrides the image's
 * @param command the resolved command, when the model overrides the image's; may hold secrets too
 * @param namedVolumes destination in the container to the volume's key in the model
 * @param restarts whether a restart policy brings it back after it ended
 * @param replicas how many containers it is to have
 */
public record ComposeService(
        String name,
        Optional<String> image,
        Optional<String> build,
        Map<String, Condition> dependsOn,
        Map<String, String> environment,
        List<String> entrypoint,
        List<String> command,
        Map<String, String> namedVolumes,
        List<Integer> exposedPorts,
        boolean hasHealthcheck,
        boolean restarts,
        int replicas) {

    public ComposeService {
        dependsOn = Map.copyOf(dependsOn);
        environment = Map.copyOf(environment);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        namedVolumes = Map.copyOf(namedVolumes);
        exposedPorts = List.copyOf(exposedPorts);
    }

    /** The directory that it is built from; empty where that is none on the host, such as a repository's address. */
    public Optional<String> buildContext() {
        try {
            String context = build.isEmpty()
                    ? ""
                    : new ObjectMapper().readTree(build.get()).path("context").asText("");
            return context.startsWith("/") ? Optional.of(context) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the model was JSON", e);
        }
    }

    /** Compose's conditions of {@code depends_on}. */
    public enum Condition {
        SERVICE_STARTED,
        SERVICE_HEALTHY,
        SERVICE_COMPLETED_SUCCESSFULLY
    }

    /** Never the values: they hold secrets. */
    @Override
    public String toString() {
        return "service " + name;
    }
}
