package io.deploytodev.cli;

import io.deploytodev.config.ComposeFiles;
import io.deploytodev.config.EnvFile;
import io.deploytodev.config.LooseYaml;
import io.deploytodev.init.ComposeSketch;
import io.deploytodev.init.SketchedService;
import io.deploytodev.init.SshHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names that a project's files hold, read without a server and without complaint: for completion. */
final class OfflineNames {

    private final Optional<Path> file;
    private final Path home;
    private final Map<String, String> environment;

    /**
     * @param file the configuration, if there is one
     * @param home where the user's {@code .ssh} lies
     */
    OfflineNames(Optional<Path> file, Path home, Map<String, String> environment) {
        this.file = file.map(path -> path.toAbsolutePath().normalize());
        this.home = home;
        this.environment = Map.copyOf(environment);
    }

    /** All that may stand there; none when nothing is known. */
    List<String> of(Completable kind) {
        return switch (kind) {
            case HOSTS -> hosts();
            case SERVICES ->
                compose()
                        .map(sketch -> sketch.services().stream()
                                .map(SketchedService::name)
                                .toList())
                        .orElse(List.of());
            case PROFILES ->
                compose().map(sketch -> List.copyOf(sketch.profiles())).orElse(List.of());
            case TYPES -> types();
            default -> List.of();
        };
    }

    private List<String> hosts() {
        return file.map(path ->
                        List.copyOf(configuration(path).at("hosts").entries().keySet()))
                .orElseGet(() -> SshHosts.of(home));
    }

    private List<String> types() {
        List<String> types = new ArrayList<>(List.of("infra", "backend", "agents", "frontend"));
        file.ifPresent(
                path -> types.addAll(configuration(path).at("types").entries().keySet()));
        return types;
    }

    private Optional<ComposeSketch> compose() {
        return file.map(path -> {
            LooseYaml configuration = configuration(path);
            Path directory = path.resolveSibling("").normalize();
            Path root = configuration
                    .at("source", "root")
                    .text()
                    .map(text -> directory.resolve(text).normalize())
                    .orElseGet(() -> directory.endsWith("config")
                            ? directory.resolve("..").normalize()
                            : directory);
            List<String> files = configuration.at("compose", "files").texts();
            return ComposeSketch.of(root, files.isEmpty() ? ComposeFiles.in(root) : files, Map.of());
        });
    }

    private LooseYaml configuration(Path path) {
        Map<String, String> variables = new HashMap<>();
        Path dotEnv = path.resolveSibling(".env");
        if (Files.isRegularFile(dotEnv)) {
            try {
                variables.putAll(EnvFile.parse(Files.readString(dotEnv)));
            } catch (IOException e) {
                // Who completes a word is not told of files; the verb itself will.
                return LooseYaml.read(path, environment);
            }
        }
        variables.putAll(environment);
        return LooseYaml.read(path, variables);
    }
}
