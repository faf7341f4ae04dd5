package io.deploytodev.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one place of a JSON document must hold; pure.
 *
 * @param path names and numbers of the members that lead there, parted by dots: {@code services.llm}, {@code parts.0};
 *     {@code *} is every member, and then there must be one at least
 * @param allowed the texts, numbers or truth values that may stand there, each as JSON writes it without quotes; none
 *     means that it only has to be there
 */
public record JsonAssertion(String path, List<String> allowed) {

    private static final String EVERY = "*";

    public JsonAssertion {
        allowed = List.copyOf(allowed);
    }

    /** What does not hold, each in a few words. */
    List<String> faults(JsonNode document) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        find(document, List.of(path.split("\\.", -1)), "", found);
        return found.entrySet().stream()
                .filter(each -> !holds(each.getValue()))
                .map(each -> fault(each.getKey(), each.getValue()))
                .toList();
    }

    private static void find(JsonNode node, List<String> rest, String there, Map<String, JsonNode> found) {
        if (rest.isEmpty()) {
            found.put(there, node);
            return;
        }
        String name = rest.get(0);
        List<String> after = rest.subList(1, rest.size());
        String prefix = there.isEmpty() ? "" : there + ".";
        if (name.equals(EVERY) && !node.isEmpty()) {
            if (node.isArray()) {
                for (int i = 0; i < node.size(); i++) {
                    find(node.get(i), after, prefix + i, found);
                }
            } else {
                node.properties().forEach(member -> find(member.getValue(), after, prefix + member.getKey(), found));
            }
            return;
        }
        boolean isIndex = node.isArray() && name.matches("\\d{1,9}");
        find(isIndex ? node.path(Integer.parseInt(name)) : node.path(name), after, prefix + name, found);
    }

    private boolean holds(JsonNode node) {
        if (allowed.isEmpty()) {
            return !node.isMissingNode() && !node.isNull();
        }
        return node.isValueNode() && allowed.contains(node.asText());
    }

    private String fault(String where, JsonNode node) {
        String is = node.isMissingNode()
                ? "is missing"
                : "is " + Wording.oneLine(node.isTextual() ? node.asText() : node.toString());
        return where + " " + is + (allowed.isEmpty() ? "" : ", not " + String.join(" or ", allowed));
    }

    @Override
    public String toString() {
        return allowed.isEmpty() ? path : path + ": " + String.join("|", allowed);
    }
}
