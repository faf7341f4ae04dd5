package io.deploytodev.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.deploytodev.docker.ComposeService.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one service of a resolved model. */
final class ServiceReader {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private ServiceReader() {}

    static ComposeService read(String name, JsonNode node, JsonNode dependencies) {
        return new ComposeService(
                name,
                Optional.ofNullable(node.path("image").textValue()),
                node.has("build") ? Optional.of(canonical(node.get("build"))) : Optional.empty(),
                dependsOn(dependencies),
                strings(node.path("environment")),
                command(node.path("entrypoint")),
                command(node.path("command")),
                namedVolumes(node.path("volumes")),
                ports(node),
                node.has("healthcheck")
                        && !node.path("healthcheck").path("disable").asBoolean(),
                restarts(node),
                node.path("scale").asInt(node.path("deploy").path("replicas").asInt(1)));
    }

    private static boolean restarts(JsonNode node) {
        String policy =
                node.path("deploy").path("restart_policy").path("condition").asText("none");
        return !Set.of("", "no").contains(node.path("restart").asText("")) || !policy.equals("none");
    }

    private static String canonical(JsonNode node) {
        try {
            return JSON.writeValueAsString(JSON.treeToValue(node, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    private static Map<String, Condition> dependsOn(JsonNode node) {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            String condition = entry.getValue().path("condition").asText("service_started");
            conditions.put(entry.getKey(), Condition.valueOf(condition.toUpperCase(Locale.ROOT)));
        });
        return conditions;
    }

    private static Map<String, String> strings(JsonNode node) {
        Map<String, String> values = new LinkedHashMap<>();
        // A name without a value means "as in the shell that runs Compose", which sets none of them here.
        node.properties().forEach(entry -> {
            if (!entry.getValue().isNull()) {
                values.put(entry.getKey(), unescape(entry.getValue().asText()));
            }
        });
        return values;
    }

    private static List<String> command(JsonNode node) {
        List<String> words = new ArrayList<>();
        node.elements().forEachRemaining(word -> words.add(unescape(word.asText())));
        return words;
    }

    /** A resolved model is written to be read by Compose again, which takes {@code $$} for a dollar sign. */
    static String unescape(String text) {
        return text.replace("$$", "$");
    }

    private static Map<String, String> namedVolumes(JsonNode node) {
        Map<String, String> volumes = new LinkedHashMap<>();
        node.elements().forEachRemaining(volume -> {
            if (volume.path("type").asText().equals("volume") && volume.has("source")) {
                volumes.put(
                        volume.path("target").asText(), volume.path("source").asText());
            }
        });
        return volumes;
    }

    private static List<Integer> ports(JsonNode node) {
        Set<Integer> ports = new LinkedHashSet<>();
        node.path("ports")
                .elements()
                .forEachRemaining(port -> ports.add(port.path("target").asInt()));
        node.path("expose").elements().forEachRemaining(port -> {
            if (port.asText().matches("\\d+")) {
                ports.add(Integer.valueOf(port.asText()));
            }
        });
        return List.copyOf(ports);
    }
}
