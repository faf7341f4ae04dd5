package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Names the keys in which two definitions differ, never what stands there: a value may be a secret. */
final class DefinitionDiff {

    private DefinitionDiff() {}

    /** The keys with dots between their parts, in their own order; a list counts as one value. */
    static List<String> keys(JsonNode before, JsonNode after) {
        List<String> keys = new ArrayList<>();
        collect("", before, after, keys);
        return keys;
    }

    private static void collect(String path, JsonNode before, JsonNode after, List<String> keys) {
        if ((isNothing(before) && isNothing(after)) || before.equals(after)) {
            return;
        }
        if (!before.isObject() || !after.isObject()) {
            keys.add(path);
            return;
        }
        Set<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            collect(path.isEmpty() ? name : path + "." + name, before.path(name), after.path(name), keys);
        }
    }

    /** Compose writes some keys out with nothing in them, depending on the files that set them. */
    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull() || (node.isContainerNode() && node.isEmpty());
    }
}
