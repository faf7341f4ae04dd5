package io.deploytodev.config;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code deploy.yml}. */
public final class ConfigLoader {

    /** The parser takes seconds for what nobody wrote by hand. */
    private static final int LONGEST_FILE = 256 * 1024;

    /** Enough to say of what is too long how long it is, unless it has no end. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final Map<String, String> environment;
    private final Path home;

    /**
     * @param environment variables of the process; they win over the {@code .env} file beside {@code deploy.yml}
     * @param home where the user's {@code .ssh} lies
     */
    public ConfigLoader(Map<String, String> environment, Path home) {
        this.environment = Map.copyOf(environment);
        this.home = home;
    }

    private static final String SHORTEST = """
            the shortest that works:
            hosts:
              dev: {address: dev.example.internal}
            deploy-to-dev config --example prints every key with its meaning.""";

    /** Where a configuration lies, seen from the directory that it belongs to. */
    private static final Path USUAL_PLACE = Path.of("config", "deploy.yml");

    /**
     * The configuration that belongs to a directory: its own, or that of the nearest one above it which has one.
     *
     * @throws DeployFailure of kind CONFIG when there is none
     */
    public static Path nearest(Path directory) {
        return find(directory)
                .orElseThrow(() -> new DeployFailure(
                        FailureKind.CONFIG,
                        "There is no " + USUAL_PLACE + " in "
                                + directory.toAbsolutePath().normalize() + ", nor in a directory above it.",
                        "A deploy needs a configuration: the project, its host and its compose files.",
                        "deploy-to-dev init writes one for your project. Or name a file with --config, or write "
                                + USUAL_PLACE + " yourself; " + SHORTEST));
    }

    /** The same for those who can do without; empty when there is none. */
    public static Optional<Path> find(Path directory) {
        Path from = directory.toAbsolutePath().normalize();
        for (Path at = from; at != null; at = at.getParent()) {
            Path file = at.resolve(USUAL_PLACE);
            if (Files.exists(file)) {
                return Optional.of(from.relativize(file));
            }
        }
        return Optional.empty();
    }

    /**
     * The configuration that a project was deployed with, read where its tree is not.
     *
     * @param kept the file's text; empty for a project that was never deployed, of which all is as by default
     * @throws DeployFailure of kind CONFIG when it cannot be read here, such as for want of a variable
     */
    public DeployConfig kept(String project, Optional<String> kept) {
        return kept(USUAL_PLACE, project, kept.orElse("hosts: {dev: {address: localhost}}"));
    }

    /** The same, as if the text were that of a file of today. */
    public DeployConfig kept(Path given, String project, String text) {
        Map<String, String> known = new HashMap<>(environment);
        known.put(Overrides.PREFIX + "PROJECT", project);
        return new ConfigLoader(known, home).load(given, text);
    }

    /**
     * The configuration for a deploy of another commit: what describes the project is that commit's own, where it has a
     * configuration; the hosts, the way there and where the environment comes from are of this machine.
     *
     * @param here that of this machine
     * @param root the project's tree at that commit
     * @param theirs the text of its own {@code deploy.yml}; empty when it has none
     * @param named what to call that in messages
     * @throws DeployFailure of kind CONFIG that names every problem
     */
    public DeployConfig ofRef(DeployConfig here, Path root, Optional<String> theirs, String named) {
        Map<String, String> known = new HashMap<>(environment);
        known.put(Overrides.PREFIX + "PROJECT", here.project());
        known.put(Overrides.PREFIX + "SOURCE__ROOT", root.toString());
        ConfigLoader loader = new ConfigLoader(known, home);
        Path file = here.file();
        return here.describedBy(
                theirs.map(text -> loader.load(file, Path.of(named), text)).orElseGet(() -> loader.load(file)));
    }

    /**
     * Reads and checks a file.
     *
     * @throws DeployFailure of kind CONFIG that names every problem
     */
    public DeployConfig load(Path given) {
        Path file = given.toAbsolutePath().normalize();
        return load(given, read(file, "Name another file with --config, or write it; " + SHORTEST));
    }

    /**
     * Checks a text that is or once was the file's.
     *
     * @throws DeployFailure of kind CONFIG that names every problem
     */
    public DeployConfig load(Path given, String text) {
        return load(given.toAbsolutePath().normalize(), given, text);
    }

    /** @param given what to call it in messages */
    private DeployConfig load(Path file, Path given, String text) {
        Overrides overrides = new Overrides(environment);
        ConfigProblems problems = new ConfigProblems(given, overrides);
        Map<String, String> variables = variables(file);
        Interpolation interpolation = new Interpolation(variables);
        YamlMap root = new YamlMap(overrides.over(parse(given, text), problems), problems, interpolation);
        DeployConfig config = new ConfigReader(file, home, variables).read(root);
        if (!problems.isEmpty()) {
            problems.hide(interpolation.secrets());
            throw problems.toFailure();
        }
        return config;
    }

    /** The JSON Schema of {@code deploy.yml}, for editors. */
    public static String schema() {
        return resource("deploy.schema.json");
    }

    /** A {@code deploy.yml} with every key, its meaning and its default. */
    public static String example() {
        return resource("deploy.example.yml");
    }

    private static String resource(String name) {
        try (InputStream resource = ConfigLoader.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file, String next) {
        try (InputStream in = Files.newInputStream(file)) {
            // Whatever is named here may be without end, such as a device; what is too long is said of its text.
            byte[] bytes = in.readNBytes(MOST_BYTES);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IOException e) {
            boolean missing = Files.notExists(file);
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    missing ? "There is no " + file + "." : file + " cannot be read.",
                    missing
                            ? "A deploy needs a configuration: the project, its host and its compose files."
                            : why(e, file),
                    next,
                    List.of(),
                    e);
        }
    }

    private static String why(IOException e, Path file) {
        if (Files.isDirectory(file)) {
            return "It is a directory.";
        }
        if (e instanceof CharacterCodingException) {
            return "It is not UTF-8 text.";
        }
        return e instanceof AccessDeniedException ? "You may not read it." : e.toString();
    }

    private static MappingNode parse(Path file, String text) {
        if (text.length() > LONGEST_FILE) {
            throw asAWhole(file, "it is longer than any configuration: " + text.length() / 1024 + " KiB");
        }
        try {
            Node node = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            if (node instanceof MappingNode mapping) {
                return mapping;
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            ConfigProblems problems = new ConfigProblems(file);
            problems.add(line, "not valid YAML: " + (e.getProblem() == null ? e.getContext() : e.getProblem()));
            throw problems.toFailure();
        } catch (YAMLException e) {
            // The parser's own limits, on nesting and aliases, and characters that YAML does not allow.
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw asAWhole(file, "not valid YAML: " + first);
        }
        throw asAWhole(file, "the file must hold keys such as project, hosts and compose");
    }

    private static DeployFailure asAWhole(Path file, String problem) {
        ConfigProblems problems = new ConfigProblems(file);
        problems.add(0, problem);
        return problems.toFailure();
    }

    /** As Compose does it: the file {@code .env} beside it, and over it the process's own environment. */
    private Map<String, String> variables(Path file) {
        Map<String, String> variables = new HashMap<>();
        Path dotEnv = file.resolveSibling(".env");
        if (Files.exists(dotEnv)) {
            variables.putAll(EnvFile.parse(read(dotEnv, "Correct it, or move it away: variables are read from it.")));
        }
        variables.putAll(environment);
        return variables;
    }
}
