package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deploytodev.docker.Questions.Told;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Asks an engine for its containers and images, and for itself. The answers are read as they come: to make the library's own
 * objects of them takes a program that has just started longer than to ask.
 */
final class Inspection {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** In the oldest version that is spoken at all, so that the answer has one shape. */
    private static final String API = "/v1.44";

    private static final String CONTAINERS = API + "/containers/";

    /** What can be asked about as an image at all; what else there is to a name, the engine knows. */
    private static final String REFERENCE = "[\\w./:@+\\[\\]-]+";

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final Questions engine;

    Inspection(Questions engine) {
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
        return Optional.ofNullable(of(List.of(id)).get(id));
    }

    /** All about some containers, in their order; those that are gone are left out. */
    Map<String, JsonNode> of(Collection<String> ids) {
        return told(ids.stream().map(Question::ofContainer));
    }

    /** What some containers have used so far; those that are gone are left out. */
    Map<String, JsonNode> uses(Collection<String> ids) {
        return told(ids.stream()
                .map(id -> new Question(id, CONTAINERS + id + "/stats?stream=false&one-shot=true", Set.of(NOT_FOUND))));
    }

    /** All about some images; those that the engine does not have, or takes for no names, are left out. */
    Map<String, JsonNode> images(Collection<String> references) {
        return told(images(references.stream()));
    }

    /**
     * Asks for a list, and beside it for what is likely to be asked next.
     *
     * @param ids of containers that may be gone by now
     * @return all that was found by its name: the list by its labels
     */
    Map<String, JsonNode> listWith(List<String> labels, Collection<String> ids, Collection<String> references) {
        return told(Stream.of(
                        Stream.of(new Question(labels.toString(), listPath(labels), Set.of(NOT_FOUND))),
                        ids.stream().map(Question::ofContainer),
                        images(references.stream()))
                .flatMap(each -> each));
    }

    private static Stream<Question> images(Stream<String> references) {
        return references
                .filter(name -> name.matches(REFERENCE))
                .map(name -> new Question(name, API + "/images/" + name + "/json", Set.of(NOT_FOUND, BAD_REQUEST)));
    }

    /**
     * All containers in short, ended ones too.
     *
     * @param labels that they have, {@code name} or {@code name=value}
     */
    List<JsonNode> list(List<String> labels) {
        List<JsonNode> containers = new ArrayList<>();
        one(listPath(labels)).forEach(containers::add);
        return containers;
    }

    private static String listPath(List<String> labels) {
        return CONTAINERS + "json?all=true&filters=" + filters(labels);
    }

    /** What the engine says of itself. */
    JsonNode info() {
        return one(API + "/info");
    }

    /** The containers that run, in short. */
    List<JsonNode> running() {
        List<JsonNode> containers = new ArrayList<>();
        one(CONTAINERS + "json").forEach(containers::add);
        return containers;
    }

    private JsonNode one(String path) {
        return told(Stream.of(new Question(path, path, Set.of(NOT_FOUND)))).getOrDefault(path, JSON.createObjectNode());
    }

    private Map<String, JsonNode> told(Stream<Question> questions) {
        // What a record compares itself by is made at its first use, and takes as long as some answers.
        Map<String, Question> byPath = new LinkedHashMap<>();
        questions.forEach(question -> byPath.putIfAbsent(question.path(), question));
        List<Question> asked = List.copyOf(byPath.values());
        List<Told> told = engine.ask(asked.stream().map(Question::path).toList());
        Map<String, JsonNode> found = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            if (!asked.get(i).none().contains(told.get(i).status())) {
                found.put(asked.get(i).name(), read(told.get(i)));
            }
        }
        return found;
    }

    private static JsonNode read(Told told) {
        try {
            JsonNode answer = JSON.readTree(told.body());
            if (told.status() != OK) {
                throw new IOException(
                        told.status() + " " + answer.path("message").asText());
            }
            return answer;
        } catch (IOException e) {
            throw new EngineFailed("The engine does not say what it has: " + e.getMessage(), e);
        }
    }

    /**
     * One for the engine.
     *
     * @param name by which the answer is found
     * @param none the codes that say that there is no such thing
     */
    private record Question(String name, String path, Set<Integer> none) {

        static Question ofContainer(String id) {
            return new Question(id, CONTAINERS + id + "/json", Set.of(NOT_FOUND));
        }
    }
}
