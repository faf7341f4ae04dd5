package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an engine says of itself.
 *
 * @param dataDirectory where it keeps images, containers and volumes
 * @param logDriver of containers that name none
 * @param architecture in the kernel's words, {@code x86_64}
 */
public record EngineFacts(String dataDirectory, String logDriver, String architecture) {

    private static final String USUAL_DIRECTORY = "/var/lib/docker";

    static EngineFacts of(JsonNode info) {
        return new EngineFacts(
                info.path("DockerRootDir").asText(USUAL_DIRECTORY),
                info.path("LoggingDriver").asText(""),
                info.path("Architecture").asText(""));
    }
}
