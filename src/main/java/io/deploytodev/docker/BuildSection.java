package io.deploytodev.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a service is built from.
 *
 * @param file absolute path of the Dockerfile on the host; empty when it stands in the model, or somewhere on the network
 * @param inline the Dockerfile itself, when it stands in the model
 * @param target the stage that is wanted; empty for the last
 * @param arguments what the model gives to the build; values may be secret
 */
public record BuildSection(
        Optional<String> file, Optional<String> inline, Optional<String> target, Map<String, String> arguments) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public BuildSection {
        arguments = Map.copyOf(arguments);
    }

    /**
     * Reads one.
     *
     * @param build the canonical text of a build section
     */
    public static BuildSection parse(String build) {
        try {
            JsonNode node = JSON.readTree(build);
            Optional<String> inline =
                    Optional.ofNullable(node.path("dockerfile_inline").textValue());
            String context = node.path("context").asText("");
            String file = node.path("dockerfile").asText("Dockerfile");
            boolean isHere = inline.isEmpty() && context.startsWith("/");
            Map<String, String> arguments = new LinkedHashMap<>();
            node.path("args").properties().forEach(entry -> {
                if (!entry.getValue().isNull()) {
                    arguments.put(entry.getKey(), entry.getValue().asText());
                }
            });
            return new BuildSection(
                    isHere ? Optional.of(file.startsWith("/") ? file : context + "/" + file) : Optional.empty(),
                    inline,
                    Optional.ofNullable(node.path("target").textValue()),
                    arguments);
        } catch (JsonProcessingException e) {
            e.clearLocation(); // the location quotes the text, and arguments may be secret
            throw new IllegalArgumentException("a build section is JSON", e);
        }
    }

    /** Never the arguments. */
    @Override
    public String toString() {
        return "build from " + file.orElse("elsewhere");
    }
}
