package io.deploytodev.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A place in a YAML file of somebody else, read as far as it goes, for guesses and completion: what does not fit is not
 * there, and nothing is complained of. Who wants to be sure asks the file's own reader.
 */
public final class LooseYaml {

    /** The parser takes seconds for what nobody wrote by hand. */
    private static final long LONGEST_FILE = 256 * 1024;

    private static final String MERGE = "<<";

    /** Deeper than anybody merges by hand. */
    private static final int DEEPEST = 16;

    private final @Nullable Node node;
    private final int line;
    private final Interpolation interpolation;

    private LooseYaml(@Nullable Node node, int line, Interpolation interpolation) {
        this.node = node;
        this.line = line;
        this.interpolation = interpolation;
    }

    /**
     * A whole file, or nothing where there is none.
     *
     * @param variables for {@code ${NAME}} in its texts
     */
    public static LooseYaml read(Path file, Map<String, String> variables) {
        Interpolation interpolation = new Interpolation(variables);
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= LONGEST_FILE) {
                Node node = new Yaml(new SafeConstructor(new LoaderOptions()))
                        .compose(new StringReader(Files.readString(file)));
                return new LooseYaml(node, 1, interpolation);
            }
        } catch (IOException | YAMLException e) {
            return new LooseYaml(null, 0, interpolation);
        }
        return new LooseYaml(null, 0, interpolation);
    }

    /** Where the key of this place stands, counted from 1. */
    public int line() {
        return line;
    }

    public boolean isThere() {
        return node != null && !node.getTag().equals(Tag.NULL);
    }

    /** What stands below these keys, one below the other. */
    public LooseYaml at(String... keys) {
        LooseYaml place = this;
        for (String key : keys) {
            place = place.entries().getOrDefault(key, new LooseYaml(null, 0, interpolation));
        }
        return place;
    }

    /** Key to what stands there, with what is merged in by {@code <<}. */
    public Map<String, LooseYaml> entries() {
        Map<String, LooseYaml> entries = new LinkedHashMap<>();
        collect(node, entries, 0);
        return entries;
    }

    private void collect(@Nullable Node from, Map<String, LooseYaml> entries, int depth) {
        if (!(from instanceof MappingNode mapping) || depth > DEEPEST) {
            return;
        }
        List<Node> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                if (key.getValue().equals(MERGE)) {
                    merged.add(tuple.getValueNode());
                } else {
                    entries.putIfAbsent(
                            key.getValue(), new LooseYaml(tuple.getValueNode(), lineOf(key), interpolation));
                }
            }
        }
        for (Node other : merged) {
            List<Node> each = other instanceof SequenceNode several ? several.getValue() : List.of(other);
            each.forEach(one -> collect(one, entries, depth + 1));
        }
    }

    /** The members of a list; of anything else that is there, that one. */
    public List<LooseYaml> items() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(item -> new LooseYaml(item, lineOf(item), interpolation))
                    .toList();
        }
        return isThere() ? List.of(this) : List.of();
    }

    /** The texts of a list, or the one that stands here. */
    public List<String> texts() {
        return items().stream().flatMap(item -> item.text().stream()).toList();
    }

    /** The text that stands here, variables put in; one that nobody sets is empty, as with Compose. */
    public Optional<String> text() {
        return written().map(text -> interpolation.apply(text, problem -> {}));
    }

    /** The text as it is written. */
    public Optional<String> written() {
        return node instanceof ScalarNode scalar && isThere() ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    private static int lineOf(Node node) {
        return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
    }
}
