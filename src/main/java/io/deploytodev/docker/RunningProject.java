package io.deploytodev.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/** Containers of one Compose project as {@code docker inspect} describes them. Holds secrets. */
public final class RunningProject {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode containers;

    private RunningProject(JsonNode containers) {
        this.containers = containers;
    }

    /** Reads the answer of {@code docker inspect}. */
    static RunningProject parse(String json) {
        try {
            return new RunningProject(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            e.clearLocation(); // the location quotes the text, and the text holds secrets
            throw new IllegalArgumentException("docker inspect did not answer with JSON");
        }
    }

    /** Service to the image that it runs. */
    public Map<String, Image> images() {
        Map<String, Image> images = new TreeMap<>();
        containers.forEach(container -> images.putIfAbsent(
                container
                        .path("Config")
                        .path("Labels")
                        .path(ComposeLabels.SERVICE)
                        .asText(),
                new Image(
                        container.path("Image").asText(),
                        container.path("Config").path("Image").asText())));
        return images;
    }

    /**
     * A Compose model that makes the same containers again.
     *
     * @param images service to the reference that is to stand for its image
     */
    public ComposeModel model(String project, Map<String, String> images) {
        return RunningModel.of(project, containers, images);
    }

    @Override
    public String toString() {
        return "running project of " + containers.size() + " containers";
    }

    /**
     * An image that runs.
     *
     * @param id {@code sha256:...}
     * @param reference as whoever started it named it: a name, or an id
     */
    public record Image(String id, String reference) {

        /** The name in the reference; {@code otherwise} when it is an id. */
        public ImageName nameOr(String otherwise) {
            boolean isId = reference.startsWith("sha256:") || id.startsWith("sha256:" + reference);
            return isId ? new ImageName(otherwise) : ImageName.parse(reference);
        }
    }
}
