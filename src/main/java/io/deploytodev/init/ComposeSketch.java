package io.deploytodev.init;

import io.deploytodev.config.LooseYaml;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The services of a project as its compose files name them, read here and without Docker: good for guesses and for
 * completion. A deploy asks Compose itself, on the dev host.
 */
public final class ComposeSketch {

    /** Files that include each other in a circle are Compose's to complain of. */
    private static final int MOST_FILES = 40;

    /** {@code ${NAME:?why}}. */
    private static final Pattern WANTED = Pattern.compile("\\$\\{([A-Za-z_]\\w*):?\\?");

    private final Path root;
    private final Map<String, String> variables;
    private final Map<String, SketchedService> services = new LinkedHashMap<>();
    private final Set<String> wanted = new TreeSet<>();
    private final Set<String> paths = new LinkedHashSet<>();
    private final Set<Path> read = new LinkedHashSet<>();

    private ComposeSketch(Path root, Map<String, String> variables) {
        this.root = root;
        this.variables = variables;
    }

    /** The same for files that lie in the root. */
    public static ComposeSketch of(Path root, List<String> files, Map<String, String> variables) {
        return of(root, root, files, variables);
    }

    /**
     * Reads the files and what they include.
     *
     * @param root of the project; what is told is relative to it
     * @param directory that the files are relative to, and the paths in them
     * @param files in the order in which Compose merges them
     * @param variables for {@code ${NAME}} in them
     */
    static ComposeSketch of(Path root, Path directory, List<String> files, Map<String, String> variables) {
        ComposeSketch sketch = new ComposeSketch(root, variables);
        files.forEach(file -> sketch.add(directory.resolve(file).normalize(), directory));
        return sketch;
    }

    /** In the order of the files. */
    public List<SketchedService> services() {
        return List.copyOf(services.values());
    }

    /** Those that a service names. */
    public Set<String> profiles() {
        Set<String> profiles = new TreeSet<>();
        services.values().forEach(service -> profiles.addAll(service.profiles()));
        return profiles;
    }

    /** The variables that they cannot do without. */
    Set<String> wanted() {
        return new TreeSet<>(wanted);
    }

    /** Whether they use anything outside a directory of the project, so that they only work with all of it. */
    boolean leaves(String directory) {
        return paths.stream().anyMatch(path -> !path.equals(directory) && !path.startsWith(directory + "/"));
    }

    private void add(Path file, Path base) {
        if (read.size() >= MOST_FILES || !read.add(file)) {
            return;
        }
        LooseYaml yaml = LooseYaml.read(file, variables);
        SourceText.lines(file)
                .forEach(line -> WANTED.matcher(line).results().forEach(name -> wanted.add(name.group(1))));
        for (String kind : List.of("secrets", "configs")) {
            yaml.at(kind).entries().values().forEach(entry -> entry.at("environment")
                    .text()
                    .ifPresent(wanted::add));
        }
        for (LooseYaml include : yaml.at("include").items()) {
            List<String> paths = include.text().isPresent()
                    ? include.texts()
                    : include.at("path").texts();
            for (String path : paths) {
                Path included = base.resolve(path).normalize();
                add(included, Optional.ofNullable(included.getParent()).orElse(base));
            }
        }
        yaml.at("services").entries().forEach((name, entry) -> {
            SketchedService service = service(name, entry, file, base, 0);
            service.build().map(SketchedService.Build::context).ifPresent(paths::add);
            service.envFiles().forEach(envFile -> paths.add(envFile.path()));
            paths.addAll(new ServiceSketch(root, base, shown(file)).mounts(entry));
            services.merge(name, service, ComposeSketch::merged);
        });
    }

    private SketchedService service(String name, LooseYaml entry, Path file, Path base, int depth) {
        SketchedService own = new ServiceSketch(root, base, shown(file)).service(name, entry);
        LooseYaml extended = entry.at("extends");
        Optional<String> parent = extended.at("service").text().or(extended::text);
        if (parent.isEmpty() || depth > MOST_FILES) {
            return own;
        }
        Path from = extended.at("file")
                .text()
                .map(path -> base.resolve(path).normalize())
                .orElse(file);
        Path fromBase =
                from.equals(file) ? base : Optional.ofNullable(from.getParent()).orElse(base);
        LooseYaml inherited = LooseYaml.read(from, variables).at("services", parent.get());
        return merged(service(name, inherited, from, fromBase, depth + 1), own);
    }

    private String shown(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** As Compose does: what the later says wins, lists are added up. */
    private static SketchedService merged(SketchedService first, SketchedService later) {
        Map<String, String> environment = new LinkedHashMap<>(first.environment());
        environment.putAll(later.environment());
        return new SketchedService(
                later.name(),
                first.place().line() == 0 ? later.place() : first.place(),
                later.image().or(first::image),
                later.build().or(first::build),
                added(first.ports(), later.ports()),
                added(first.envFiles(), later.envFiles()),
                later.healthcheck().or(first::healthcheck),
                Set.copyOf(added(first.profiles(), later.profiles())),
                Set.copyOf(added(first.dependsOn(), later.dependsOn())),
                environment,
                later.entrypoint().isEmpty() ? first.entrypoint() : later.entrypoint(),
                later.command().isEmpty() ? first.command() : later.command());
    }

    private static <T> List<T> added(java.util.Collection<T> first, java.util.Collection<T> later) {
        return Stream.concat(first.stream(), later.stream()).distinct().toList();
    }
}
