package io.deploytodev.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The event in which a plan is told. */
record ToldPlan(JsonNode node) {

    String release() {
        return node.path("release").asText();
    }

    List<JsonNode> actions() {
        List<JsonNode> actions = new ArrayList<>();
        node.path("actions").forEach(actions::add);
        return actions;
    }

    /** What would be changed, with a question mark where that depends on a build. */
    List<String> told() {
        return actions().stream()
                .filter(action -> !action.path("action").asText().equals("keep"))
                .map(action -> action.path("action").asText() + " "
                        + (action.path("area").asText().equals("files")
                                ? action.path("count").asInt() + " files"
                                : action.path("subjects").path(0).asText())
                        + (action.path("certain").asBoolean() ? "" : "?"))
                .toList();
    }

    String causeOf(String service) {
        return actions().stream()
                .filter(action -> action.path("subjects").path(0).asText().equals(service))
                .map(action -> action.path("cause").asText())
                .findFirst()
                .orElseThrow();
    }
}
