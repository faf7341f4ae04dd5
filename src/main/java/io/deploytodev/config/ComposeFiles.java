package io.deploytodev.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** What Compose would take by itself in a directory, for whoever configures neither files nor a project name. */
public final class ComposeFiles {

    /** In Compose's own order ({@code DefaultFileNames} in compose-go). */
    public static final List<String> USUAL =
            List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");

    private static final List<String> OVERRIDES = List.of(
            "compose.override.yml",
            "compose.override.yaml",
            "docker-compose.override.yml",
            "docker-compose.override.yaml");

    /** The parser takes seconds for what nobody wrote by hand; Compose itself is asked for everything else. */
    private static final long LONGEST_FILE = 256 * 1024;

    private static final String FALLBACK = "docker-compose.yml";

    private ComposeFiles() {}

    /** The files in the order in which they are merged. */
    public static List<String> in(Path root) {
        Optional<String> main = first(USUAL, root);
        return main.isEmpty()
                ? List.of(FALLBACK)
                : Stream.concat(main.stream(), first(OVERRIDES, root).stream()).toList();
    }

    /** Whether the directory has none that Compose would find by itself. */
    public static boolean isNoneIn(Path root) {
        return first(USUAL, root).isEmpty();
    }

    private static Optional<String> first(List<String> names, Path root) {
        return names.stream().filter(name -> Files.exists(root.resolve(name))).findFirst();
    }

    /**
     * The project's name as Compose finds it: what the files say, the last of them first, else the directory's name.
     *
     * @return empty when no name can be made of either
     */
    static String projectName(Path root, List<String> files) {
        List<String> names = new ArrayList<>();
        for (String file : files) {
            path(root, file).flatMap(ComposeFiles::nameIn).ifPresent(names::add);
        }
        String directory =
                Optional.ofNullable(root.getFileName()).map(Path::toString).orElse("");
        return normalized(names.isEmpty() ? directory : names.get(names.size() - 1));
    }

    /** Compose's own rule ({@code NormalizeProjectName} in compose-go). */
    private static String normalized(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^-_a-z0-9]", "").replaceFirst("^[_-]+", "");
    }

    private static Optional<Path> path(Path root, String file) {
        try {
            return Optional.of(root.resolve(file));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Of a file that is not there, or not YAML, somebody else complains. */
    private static Optional<String> nameIn(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_FILE) {
                return Optional.empty();
            }
            String text = Files.readString(file);
            if (new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text))
                    instanceof MappingNode map) {
                for (NodeTuple tuple : map.getValue()) {
                    if (tuple.getKeyNode() instanceof ScalarNode key
                            && key.getValue().equals("name")
                            && tuple.getValueNode() instanceof ScalarNode value) {
                        return withDefaults(value.getValue());
                    }
                }
            }
        } catch (IOException | YAMLException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** The variables of the dev host are not known here, only what stands for them when they are not set. */
    private static Optional<String> withDefaults(String text) {
        List<String> problems = new ArrayList<>();
        String name = new Interpolation(Map.of()).apply(text, problems::add);
        return Optional.of(name).filter(n -> problems.isEmpty() && !n.isBlank());
    }
}
