package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The images of an engine, and what they take of its disk. Asked of {@code /system/df} itself, for the library asks for
 * volumes too, and to measure those takes minutes on some hosts.
 *
 * @param bytes all layers, each counted once
 */
public record ImageUsage(long bytes, List<EngineImage> images) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** In the oldest version that is spoken at all, so that the answer has one shape. */
    private static final String QUESTION = "/v1.44/system/df?type=image";

    private static final int OK = 200;

    public ImageUsage {
        images = List.copyOf(images);
    }

    static ImageUsage ask(DockerHttpClient engine) {
        try (Response response = engine.execute(
                Request.builder().method(Request.Method.GET).path(QUESTION).build())) {
            if (response.getStatusCode() != OK) {
                throw new IOException("the engine answered " + response.getStatusCode() + " to " + QUESTION);
            }
            return parse(JSON.readTree(response.getBody()));
        } catch (IOException | RuntimeException e) {
            throw new EngineFailed("The engine does not say which images it has: " + e.getMessage(), e);
        }
    }

    static ImageUsage parse(JsonNode answer) {
        List<EngineImage> images = new ArrayList<>();
        for (JsonNode image : answer.path("Images")) {
            images.add(image(image));
        }
        return new ImageUsage(answer.path("LayersSize").asLong(), images);
    }

    private static EngineImage image(JsonNode image) {
        List<String> names = new ArrayList<>();
        for (JsonNode name : image.path("RepoTags")) {
            if (!name.asText().contains("<none>")) {
                names.add(name.asText());
            }
        }
        Map<String, String> labels = new HashMap<>();
        image.path("Labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return new EngineImage(
                image.path("Id").asText(),
                names,
                labels,
                image.path("Size").asLong(),
                Math.max(0, image.path("SharedSize").asLong()),
                image.path("Containers").asInt());
    }
}
