package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks an engine for its containers, and for itself. The answers are read as they come: to make the library's own objects of them takes a
 * program that has just started longer than to ask.
 */
final class Inspection {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** In the oldest version that is spoken at all, so that the answer has one shape. */
    private static final String CONTAINERS = "/v1.44/containers/";

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final DockerHttpClient engine;

    Inspection(DockerHttpClient engine) {
        this.engine = engine;
    }

    /** Reads and writes a little, since the first time takes the longest. */
    static void prepare() {
        filters(List.of("label"));
        try {
            JSON.readTree("{}");
        } catch (IOException e) {
            throw new IllegalStateException("this is JSON", e);
        }
    }

    private static String filters(List<String> labels) {
        String filters =
                JSON.createObjectNode().set("label", JSON.valueToTree(labels)).toString();
        return URLEncoder.encode(filters, StandardCharsets.UTF_8);
    }

    /** All about a container; empty when it is gone. */
    Optional<JsonNode> of(String id) {
        return ask(CONTAINERS + id + "/json");
    }

    /**
     * All containers in short, ended ones too.
     *
     * @param labels that they have, {@code name} or {@code name=value}
     */
    List<JsonNode> list(List<String> labels) {
        List<JsonNode> containers = new ArrayList<>();
        ask(CONTAINERS + "json?all=true&filters=" + filters(labels))
                .ifPresent(answer -> answer.forEach(containers::add));
        return containers;
    }

    /** What the engine says of itself. */
    JsonNode info() {
        return ask("/v1.44/info").orElseGet(JSON::createObjectNode);
    }

    private Optional<JsonNode> ask(String path) {
        try (Response response = engine.execute(
                Request.builder().method(Request.Method.GET).path(path).build())) {
            int code = response.getStatusCode();
            if (code == NOT_FOUND) {
                return Optional.empty();
            }
            JsonNode answer = JSON.readTree(response.getBody());
            if (code != OK) {
                throw new IOException(code + " " + answer.path("message").asText());
            }
            return Optional.of(answer);
        } catch (IOException e) {
            throw new EngineFailed("The engine does not say what it has: " + e.getMessage(), e);
        }
    }
}
