package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A container that Compose made, as a listing shows it.
 *
 * @param name the container's
 * @param endedWell whether it ended with exit code 0, as a one-shot does
 * @param workingDirectory what relative paths of its Compose files referred to
 * @param configFiles the files that it was made from, separated by commas
 */
public record ComposeContainer(
        String id,
        String name,
        String project,
        String service,
        String workingDirectory,
        String configFiles,
        boolean running,
        boolean endedWell,
        Instant created) {

    static ComposeContainer of(JsonNode listed) {
        JsonNode labels = listed.path("Labels");
        String name = listed.path("Names").path(0).asText();
        return new ComposeContainer(
                listed.path("Id").asText(),
                name.startsWith("/") ? name.substring(1) : name,
                labels.path(ComposeLabels.PROJECT).asText(),
                labels.path(ComposeLabels.SERVICE).asText(),
                labels.path(ComposeLabels.WORKING_DIRECTORY).asText(),
                labels.path(ComposeLabels.CONFIG_FILES).asText(),
                "running".equals(listed.path("State").asText()),
                listed.path("Status").asText().startsWith("Exited (0)"),
                Instant.ofEpochSecond(listed.path("Created").asLong()));
    }
}
