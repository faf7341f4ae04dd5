package io.deploytodev.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Keys that the environment sets over the file: {@code DEPLOY_TO_DEV__HOSTS__DEV__PORT=2222} is {@code hosts.dev.port}.
 * Two underscores stand between keys; within a key, an underscore also stands for what a variable's name cannot hold. A
 * value that begins with a bracket is YAML, any other is the text as it is.
 */
final class Overrides {

    static final String PREFIX = "DEPLOY_TO_DEV__";

    private final Map<String, String> variables = new TreeMap<>();
    private final Map<String, String> origins = new HashMap<>();

    Overrides(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                variables.put(name, value);
            }
        });
    }

    /** The file's mapping with these keys set; the one given stays as it is, for an alias may share its parts. */
    MappingNode over(MappingNode root, ConfigProblems problems) {
        MappingNode result = root;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            String name = variable.getKey();
            List<String> keys = List.of(name.substring(PREFIX.length()).split("__", -1));
            if (keys.contains("")) {
                problems.addVariable(
                        name, name + " names no key: it is written " + PREFIX + "HOSTS__DEV__PORT, for hosts.dev.port");
                continue;
            }
            try {
                Node value = value(variable.getValue(), root);
                result = set(result, keys, value, "", name);
            } catch (YAMLException e) {
                problems.addVariable(name, name + " is not valid YAML, and its value begins with a bracket");
            }
        }
        return result;
    }

    /** The variable that set a key, or one above it. */
    Optional<String> origin(String path) {
        for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
            if (origins.containsKey(at)) {
                return Optional.of(origins.get(at));
            }
        }
        return Optional.empty();
    }

    private static Node value(String text, MappingNode root) {
        // Variables were for the file; what the environment says is meant as it is.
        String literal = text.replace("$", "$$");
        if (text.startsWith("[") || text.startsWith("{")) {
            Node node = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(literal));
            if (node != null) {
                return node;
            }
        }
        return new ScalarNode(Tag.STR, literal, root.getStartMark(), root.getEndMark(), ScalarStyle.PLAIN);
    }

    private MappingNode set(MappingNode map, List<String> keys, Node value, String above, String variable) {
        List<NodeTuple> entries = new ArrayList<>();
        boolean found = false;
        for (NodeTuple entry : map.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key
                    && spelled(key.getValue()).equals(keys.get(0))) {
                found = true;
                entries.add(new NodeTuple(
                        key, below(entry.getValueNode(), map, keys, value, join(above, key.getValue()), variable)));
            } else {
                entries.add(entry);
            }
        }
        if (!found) {
            String key = keys.get(0).toLowerCase(Locale.ROOT);
            Node name = new ScalarNode(Tag.STR, key, map.getStartMark(), map.getEndMark(), ScalarStyle.PLAIN);
            entries.add(new NodeTuple(name, below(name, map, keys, value, join(above, key), variable)));
        }
        return new MappingNode(map.getTag(), true, entries, map.getStartMark(), map.getEndMark(), map.getFlowStyle());
    }

    private Node below(Node old, MappingNode map, List<String> keys, Node value, String path, String variable) {
        if (keys.size() == 1) {
            origins.put(path, variable);
            return value;
        }
        List<String> rest = keys.subList(1, keys.size());
        if (old instanceof MappingNode mapping) {
            return set(mapping, rest, value, path, variable);
        }
        origins.put(path, variable);
        MappingNode empty = new MappingNode(
                Tag.MAP, true, new ArrayList<>(), map.getStartMark(), map.getEndMark(), FlowStyle.BLOCK);
        return set(empty, rest, value, path, variable);
    }

    private static String join(String above, String key) {
        return above.isEmpty() ? key : above + "." + key;
    }

    private static String spelled(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
