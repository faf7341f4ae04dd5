package io.deploytodev.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The paths that Compose may open when it reads a project's files: whatever stands there as a value, seen from each place
 * that relative paths may refer to. Rather too many than too few, for nothing here knows what each key means.
 */
public final class NamedFiles {

    /** What is larger is no file that Compose reads. */
    private static final long LARGEST = 1 << 20;

    private final Path root;
    private final Interpolation variables;
    private final Set<String> bases = new LinkedHashSet<>(Set.of(""));
    private final Set<String> values = new LinkedHashSet<>();
    private final Set<String> read = new LinkedHashSet<>();
    private final Set<String> named = new LinkedHashSet<>();

    private NamedFiles(Path root, Map<String, String> variables) {
        this.root = root;
        this.variables = new Interpolation(variables);
    }

    /**
     * Follows what the files name, and what the named files name.
     *
     * @param root of the tree on the workstation
     * @param files the project's compose files, relative to the root
     * @param environment the text of the file that variables come from
     * @return paths relative to the root, of files that are there and of some that are not
     */
    public static Set<String> in(Path root, Collection<String> files, String environment) {
        NamedFiles all = new NamedFiles(root, EnvFile.parse(environment));
        files.forEach(file -> all.add(normalized(file)));
        all.follow();
        return all.named;
    }

    private void follow() {
        int before;
        do {
            before = named.size() + bases.size() + values.size();
            for (String file : List.copyOf(named)) {
                if (read.add(file)) {
                    read(file);
                }
            }
            for (String value : List.copyOf(values)) {
                for (String base : List.copyOf(bases)) {
                    add(normalized(base + "/" + value));
                }
            }
        } while (named.size() + bases.size() + values.size() > before);
    }

    private void add(String path) {
        if (path.isEmpty() || !named.add(path)) {
            return;
        }
        try {
            Path here = root.resolve(path);
            if (Files.isDirectory(here)) {
                bases.add(path);
            } else if (Files.isRegularFile(here)) {
                // A link may lead to it, or to a directory on the way.
                String real = normalized(
                        root.toRealPath().relativize(here.toRealPath()).toString());
                add(real);
                bases.add(parent(path));
                bases.add(parent(real));
            }
        } catch (IOException | InvalidPathException e) {
            named.remove(path); // then Compose cannot open it either
        }
    }

    private void read(String file) {
        try {
            Path here = root.resolve(file);
            if (Files.isRegularFile(here) && Files.size(here) <= LARGEST) {
                collect(new Yaml(new SafeConstructor(new LoaderOptions()))
                        .composeAll(new StringReader(Files.readString(here)))
                        .iterator());
            }
        } catch (IOException | YAMLException e) {
            // Not a file that names others, or Compose will say what is wrong with it.
        }
    }

    private void collect(Iterator<Node> documents) {
        documents.forEachRemaining(document -> {
            List<Node> open = new ArrayList<>(List.of(document));
            Set<Node> seen = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
            while (!open.isEmpty()) {
                Node node = open.remove(open.size() - 1);
                if (!seen.add(node)) {
                    continue; // an anchor leads to it, too
                }
                if (node instanceof ScalarNode scalar) {
                    value(scalar.getValue());
                } else if (node instanceof SequenceNode list) {
                    open.addAll(list.getValue());
                } else if (node instanceof MappingNode map) {
                    map.getValue().forEach(entry -> open.add(entry.getValueNode()));
                }
            }
        });
    }

    private void value(String text) {
        List<String> unknown = new ArrayList<>();
        String filled = text.contains("$") ? variables.apply(text, unknown::add) : text;
        if (unknown.isEmpty() && !filled.isBlank() && filled.indexOf('\n') < 0 && !filled.startsWith("/")) {
            values.add(filled);
        }
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }

    /** Without {@code .} and {@code ..}; nothing when it does not lead into the tree. */
    private static String normalized(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return "";
                }
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }
}
