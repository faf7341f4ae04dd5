package io.deploytodev.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a verb answers with {@code --json}: an object on a line of its own; pure. */
final class JsonLine {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonLine() {}

    /** An empty object, to be filled in the order in which it is to be read. */
    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** @param object of texts, numbers, lists and maps of such, or a tree */
    static String of(Object object) {
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }
}
