package io.deploytodev.init;

import io.deploytodev.config.ComposeFiles;
import io.deploytodev.config.LooseYaml;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds a project's compose files: as Compose does, then in the folders where people put them, then further up. */
public final class ComposeSearch {

    private static final List<String> FOLDERS =
            List.of("docker", "deploy", "deployment", "compose", "infra", "ops", ".docker", "docker-compose");

    private static final Pattern COMPOSE_FILE = Pattern.compile("(docker-)?compose([.-][A-Za-z0-9_.-]+)?\\.ya?ml");

    /** What a file is for that is laid over another in some place or other. */
    private static final Pattern OVERLAY = Pattern.compile(
            "(?i).*\\b(override|overrides|prod|production|stag(e|ing)|test|tests|e2e|ci|local|debug|dev|development|example|sample|gpu|cpu|arm64|windows|mac|macos)\\b.*");

    private ComposeSearch() {}

    /**
     * What was found.
     *
     * @param project the directory that the project begins at
     * @param directory where the compose files lie: there or in a folder of it
     * @param files their names there, in the order in which they are merged
     * @param leftOut compose files beside them that are not taken, for they are variants
     */
    public record Found(Path project, Path directory, List<String> files, List<String> leftOut) {

        boolean isWhatComposeFinds() {
            return files.equals(ComposeFiles.in(directory));
        }
    }

    /** @throws DeployFailure of kind CONFIG when there is none */
    static Found from(Path start) {
        Path from = start.toAbsolutePath().normalize();
        for (Path at = from; at != null; at = at.getParent()) {
            Optional<Found> found = at(at);
            if (found.isPresent()) {
                return found.get();
            }
            if (Files.exists(at.resolve(".git"))) {
                break;
            }
        }
        throw new DeployFailure(
                FailureKind.CONFIG,
                "There is no compose file in " + from + ".",
                "Looked for " + String.join(", ", ComposeFiles.USUAL) + " there, in " + String.join("/, ", FOLDERS)
                        + "/, and above as far as the repository reaches.",
                "Run it in the project's directory. If the project has none yet: a deploy runs what a compose file describes.");
    }

    private static Optional<Found> at(Path project) {
        return Stream.concat(Stream.of(project), FOLDERS.stream().map(project::resolve))
                .filter(Files::isDirectory)
                .flatMap(directory -> in(project, directory).stream())
                .findFirst();
    }

    private static Optional<Found> in(Path project, Path directory) {
        List<String> all = names(directory);
        List<String> files = new ArrayList<>(ComposeFiles.isNoneIn(directory) ? List.of() : ComposeFiles.in(directory));
        List<String> leftOut = new ArrayList<>();
        for (String name : all) {
            if (!files.contains(name) && !ComposeFiles.USUAL.contains(name)) {
                (belongs(directory, name, files) ? files : leftOut).add(name);
            }
        }
        return files.isEmpty() ? Optional.empty() : Optional.of(new Found(project, directory, files, leftOut));
    }

    /** A file with services of its own that is no variant of those before, or one that cannot stand alone. */
    private static boolean belongs(Path directory, String name, List<String> before) {
        Map<String, LooseYaml> services =
                LooseYaml.read(directory.resolve(name), Map.of()).at("services").entries();
        Set<String> known = new HashSet<>();
        before.forEach(file -> known.addAll(LooseYaml.read(directory.resolve(file), Map.of())
                .at("services")
                .entries()
                .keySet()));
        boolean isNew = services.keySet().stream().noneMatch(known::contains);
        boolean included = before.stream()
                .anyMatch(file -> LooseYaml.read(directory.resolve(file), Map.of()).at("include").items().stream()
                        .anyMatch(item -> item.texts().contains(name)
                                || item.at("path").texts().contains(name)));
        return !services.isEmpty()
                && isNew
                && !included
                && !OVERLAY.matcher(name.replaceFirst("\\.ya?ml$", "").replace('_', '-'))
                        .matches();
    }

    private static List<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> COMPOSE_FILE.matcher(name).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
