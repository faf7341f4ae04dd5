package io.deploytodev.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of a YAML file, read key by key. What does not fit is noted as a problem with its line, and reading goes on
 * with a harmless value, so that all problems are found in one pass. A key without a value counts as one that is not
 * there.
 */
final class YamlMap {

    /** What plain YAML gives a node; any other tag asks for something that this file has no use for. */
    private static final Set<Tag> PLAIN_TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE, Tag.MAP, Tag.SEQ);

    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> faulty = new HashSet<>();
    private final ConfigProblems problems;
    private final Interpolation interpolation;

    /** The mapping that a file consists of. */
    YamlMap(MappingNode node, ConfigProblems problems, Interpolation interpolation) {
        this("", 0, node, problems, interpolation);
        if (!PLAIN_TAGS.contains(node.getTag())) {
            problems.add(lineOf(node), refusal("the file", node));
        }
    }

    /** @param line where it begins for the reader, its key's; 0 for the file as a whole */
    private YamlMap(
            String path, int line, @Nullable MappingNode node, ConfigProblems problems, Interpolation interpolation) {
        this.path = path;
        this.line = line;
        this.problems = problems;
        this.interpolation = interpolation;
        for (NodeTuple tuple : node == null ? List.<NodeTuple>of() : node.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key
                    && key.getValue().chars().noneMatch(Character::isISOControl)) {
                lines.put(key.getValue(), lineOf(key));
                if (values.put(key.getValue(), tuple.getValueNode()) != null) {
                    problems.add(lineOf(key), at(key.getValue()) + " is there twice");
                }
            } else {
                problems.add(lineOf(tuple.getKeyNode()), "a key must be a plain word");
            }
        }
    }

    Set<String> keys() {
        return values.keySet();
    }

    /** Whether a key is there and something stands at it. */
    boolean has(String key) {
        Node node = values.get(key);
        return node != null && !isNull(node);
    }

    boolean isList(String key) {
        return values.get(key) instanceof SequenceNode;
    }

    boolean isMap(String key) {
        return values.get(key) instanceof MappingNode;
    }

    /** Notes every key that is not one of these, with the one that was probably meant. */
    void allowOnly(Collection<String> valid) {
        for (String key : values.keySet()) {
            if (!valid.contains(key)) {
                String hint = NearestName.of(key, valid)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("; the keys here are " + String.join(", ", valid));
                problem(key, "is not known" + hint);
            }
        }
    }

    String required(String key) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            problem(key, values.containsKey(key) ? "is empty" : "is missing");
        }
        return value.orElse("");
    }

    Optional<String> text(String key) {
        Node node = values.get(key);
        return node == null || isNull(node)
                ? Optional.empty()
                : scalar(key, node, lineOf(key)).filter(text -> !text.isBlank());
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
        problem(key, "must be a number from " + least + " to " + most + ", not " + text.get());
        return byDefault;
    }

    /** A list of texts; a single text counts as a list of one. */
    List<String> list(String key) {
        Node node = values.get(key);
        if (node instanceof SequenceNode sequence) {
            return isPlain(key, node, lineOf(key)) ? items(key, sequence) : List.of();
        }
        if (node instanceof MappingNode) {
            problem(key, "must be a list");
            return List.of();
        }
        return text(key).stream().toList();
    }

    private List<String> items(String key, SequenceNode sequence) {
        List<String> texts = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            Optional<String> text = isNull(item) ? Optional.of("") : scalar(key, item, lineOf(item));
            if (text.filter(String::isBlank).isPresent()) {
                fault(key, lineOf(item), " has an empty entry");
            }
            text.ifPresent(texts::add);
        }
        return texts;
    }

    /**
     * Texts as they stand there, for a shell or a program that knows variables itself; a single text counts as a list of one.
     * Empty, with a problem noted, when it is neither.
     */
    List<String> verbatim(String key) {
        Node node = values.get(key);
        if (node == null || !isPlain(key, node, lineOf(key))) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Node item : node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node)) {
            if (!(item instanceof ScalarNode scalar) || isNull(item)) {
                fault(key, lineOf(item), " must be a text or a list of texts");
                return List.of();
            }
            // What the environment sets was written so that variables in it are none.
            String text = problems.isOverridden(at(key)) ? scalar.getValue().replace("$$", "$") : scalar.getValue();
            if (!isPlain(key, item, lineOf(item)) || text.chars().anyMatch(YamlMap::isUnprintable)) {
                problem(key, "must hold no control characters");
                return List.of();
            }
            texts.add(text);
        }
        if (texts.isEmpty()) {
            problem(key, "is empty");
        }
        return texts;
    }

    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\t';
    }

    /** The mapping below a key, an empty one when nothing stands there; none when the key itself is not there. */
    Optional<YamlMap> map(String key) {
        Node node = values.get(key);
        if (node == null) {
            return Optional.empty();
        }
        if (isNull(node)) {
            return Optional.of(new YamlMap(at(key), lineOf(key), null, problems, interpolation));
        }
        if (node instanceof MappingNode mapping) {
            return Optional.of(mapping)
                    .filter(plain -> isPlain(key, plain, lineOf(key)))
                    .map(plain -> new YamlMap(at(key), lineOf(key), plain, problems, interpolation));
        }
        problem(key, "must hold keys of its own");
        return Optional.empty();
    }

    /** The mappings that a list consists of, counted from 1 in messages. */
    List<YamlMap> maps(String key) {
        if (!(values.get(key) instanceof SequenceNode sequence)) {
            problem(key, "must be a list");
            return List.of();
        }
        if (!isPlain(key, sequence, lineOf(key))) {
            return List.of();
        }
        List<YamlMap> maps = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            String place = key + "[" + (maps.size() + 1) + "]";
            if (item instanceof MappingNode mapping && isPlain(place, item, lineOf(item))) {
                maps.add(new YamlMap(at(place), lineOf(item), mapping, problems, interpolation));
            } else {
                fault(key, lineOf(item), " must be a list of which each entry holds keys of its own");
            }
        }
        if (maps.isEmpty()) {
            problem(key, "is empty");
        }
        return maps;
    }

    /** Notes a problem with a key, unless one is known: what follows from that says nothing new. */
    void problem(String key, String message) {
        if (!faulty.contains(key)) {
            fault(key, lineOf(key), " " + message);
        }
    }

    private void fault(String key, int where, String message) {
        faulty.add(key);
        problems.add(where, at(key), message);
    }

    private Optional<String> scalar(String key, Node node, int where) {
        if (!isPlain(key, node, where)) {
            return Optional.empty();
        }
        if (!(node instanceof ScalarNode scalar)) {
            fault(key, where, " must be a single value");
            return Optional.empty();
        }
        List<String> faults = new ArrayList<>();
        String text = interpolation.apply(scalar.getValue(), faults::add);
        if (text.chars().anyMatch(Character::isISOControl)) {
            faults.add("it must be one line without control characters");
        }
        faults.forEach(message -> fault(key, where, ": " + message));
        return faults.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    private boolean isPlain(String key, Node node, int where) {
        if (PLAIN_TAGS.contains(node.getTag())) {
            return true;
        }
        fault(key, where, refusal("", node));
        return false;
    }

    private static String refusal(String what, Node node) {
        String tag = node.getTag().getValue().replace(Tag.PREFIX, "!!");
        return what + " has the tag " + tag + "; only plain texts, lists and mappings are read";
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private int lineOf(String key) {
        return lines.getOrDefault(key, line);
    }

    private static int lineOf(Node node) {
        return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
    }
}
