package io.deploytodev.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of a YAML file, read key by key. What does not fit is noted as a problem with its line, and reading goes on
 * with a harmless value, so that all problems are found in one pass.
 */
final class YamlMap {

    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final ConfigProblems problems;
    private final Interpolation interpolation;

    YamlMap(String path, MappingNode node, ConfigProblems problems, Interpolation interpolation) {
        this.path = path;
        this.line = lineOf(node);
        this.problems = problems;
        this.interpolation = interpolation;
        for (NodeTuple tuple : node.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                if (values.put(key.getValue(), tuple.getValueNode()) != null) {
                    problems.add(lineOf(key), at(key.getValue()) + " is there twice");
                }
            } else {
                problems.add(lineOf(tuple.getKeyNode()), "a key must be a plain word");
            }
        }
    }

    int line() {
        return line;
    }

    int lineOf(String key) {
        Node node = values.get(key);
        return node == null ? line : lineOf(node);
    }

    Set<String> keys() {
        return values.keySet();
    }

    /** Notes every key that is not one of these, with the one that was probably meant. */
    void allowOnly(Collection<String> valid) {
        values.forEach((key, node) -> {
            if (!valid.contains(key)) {
                String hint = NearestName.of(key, valid)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("; the keys here are " + String.join(", ", valid));
                problems.add(lineOf(node), at(key) + " is not known" + hint);
            }
        });
    }

    String required(String key) {
        Optional<String> value = text(key);
        if (value.isEmpty() && !values.containsKey(key)) {
            problems.add(line, at(key) + " is missing");
        }
        return value.orElse("");
    }

    Optional<String> text(String key) {
        Node node = values.get(key);
        return node == null || isNull(node) ? Optional.empty() : scalar(key, node);
    }

    int integer(String key, int byDefault, int least, int most) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return byDefault;
        }
        try {
            int value = Integer.parseInt(text.get().trim());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, together with numbers out of range
        }
        problems.add(lineOf(key), at(key) + " must be a number from " + least + " to " + most + ", not " + text.get());
        return byDefault;
    }

    /** A list of texts; a single text counts as a list of one. */
    List<String> list(String key) {
        Node node = values.get(key);
        if (node == null || isNull(node)) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            return scalar(key, node).stream().toList();
        }
        List<String> texts = new ArrayList<>();
        sequence.getValue().forEach(item -> scalar(key, item).ifPresent(texts::add));
        return texts;
    }

    Optional<YamlMap> map(String key) {
        Node node = values.get(key);
        if (node == null || isNull(node)) {
            return Optional.empty();
        }
        if (node instanceof MappingNode mapping) {
            return Optional.of(new YamlMap(at(key), mapping, problems, interpolation));
        }
        problems.add(lineOf(node), at(key) + " must hold keys of its own");
        return Optional.empty();
    }

    void problem(String key, String message) {
        problems.add(lineOf(key), at(key) + " " + message);
    }

    private Optional<String> scalar(String key, Node node) {
        if (node instanceof ScalarNode scalar) {
            return Optional.of(interpolation.apply(
                    scalar.getValue(), message -> problems.add(lineOf(node), at(key) + ": " + message)));
        }
        problems.add(lineOf(node), at(key) + " must be a single value");
        return Optional.empty();
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static int lineOf(Node node) {
        return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
    }
}
