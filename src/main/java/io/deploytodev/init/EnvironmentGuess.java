package io.deploytodev.init;

import io.deploytodev.config.EnvFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file that a project's variables come from.
 *
 * @param path relative to the project
 * @param from what names it
 * @param isThere whether this machine has it
 * @param example a file that it can be made of
 */
public record EnvironmentGuess(String path, String from, boolean isThere, Optional<String> example) {

    /** What a sync leaves behind, and what the tool therefore brings by itself. */
    private static final String HIDDEN = ".env";

    private static final List<String> ELSEWHERE = List.of(".env", ".env.dev", ".env.development", "dev.env");

    private static final List<String> EXAMPLES = List.of(".example", ".sample", ".template", ".dist");

    /**
     * One that services name, else the one that Compose reads by itself; empty where the project has none.
     *
     * @param root of the project
     * @param directory of the compose files
     */
    static Optional<EnvironmentGuess> of(Path root, Path directory, List<SketchedService> services) {
        String below = root.equals(directory) ? "" : SourceText.shown(root, directory) + "/";
        Optional<SketchedService.EnvFile> named = services.stream()
                .flatMap(service -> service.envFiles().stream())
                .filter(SketchedService.EnvFile::isRequired)
                .filter(file -> name(file.path()).startsWith(HIDDEN))
                .findFirst();
        if (named.isPresent()) {
            return Optional.of(at(root, named.get().path(), named.get().place().toString()));
        }
        return ELSEWHERE.stream()
                .map(name -> below + name)
                .filter(path -> Files.isRegularFile(root.resolve(path)))
                .map(path -> at(root, path, "it lies beside the compose files"))
                .findFirst()
                .or(() -> example(root, below + HIDDEN)
                        .map(example -> at(root, below + HIDDEN, example + " lies there")));
    }

    /** Those that services name beside it: only one travels. */
    static List<String> others(List<SketchedService> services, EnvironmentGuess chosen) {
        return services.stream()
                .flatMap(service -> service.envFiles().stream())
                .filter(SketchedService.EnvFile::isRequired)
                .map(SketchedService.EnvFile::path)
                .filter(path -> name(path).startsWith(HIDDEN) && !path.equals(chosen.path()))
                .distinct()
                .toList();
    }

    /** What it sets; of secrets nothing is ever shown. */
    Map<String, String> variables(Path root) {
        try {
            return isThere ? EnvFile.parse(Files.readString(root.resolve(path))) : Map.of();
        } catch (IOException e) {
            // Guesses do without it; who deploys is told that it cannot be read.
            return Map.of();
        }
    }

    private static EnvironmentGuess at(Path root, String path, String from) {
        return new EnvironmentGuess(path, from, Files.isReadable(root.resolve(path)), example(root, path));
    }

    private static Optional<String> example(Path root, String path) {
        String usual = path.substring(0, path.lastIndexOf('/') + 1) + HIDDEN;
        return Stream.of(path, usual)
                .flatMap(name -> EXAMPLES.stream().map(ending -> name + ending))
                .filter(candidate -> Files.isRegularFile(root.resolve(candidate)))
                .findFirst();
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
