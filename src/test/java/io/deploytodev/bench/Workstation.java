package io.deploytodev.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deploytodev.it.SampleProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The tool as {@code scripts/install} leaves it, with a home and a cache of its own: started by its launcher. */
final class Workstation implements BeforeAllCallback, AfterAllCallback {

    private static final double NANOS = 1e9;
    private static final Duration ARCHIVE_DEADLINE = Duration.ofMinutes(2);

    private Path directory;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("deploy-to-dev-bench-");
        Files.copy(Path.of("scripts/deploy-to-dev"), directory.resolve("deploy-to-dev"));
        Files.copy(Path.of("target/deploy-to-dev.jar"), directory.resolve("deploy-to-dev.jar"));
        Files.createDirectories(directory.resolve("home"));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        SampleProject.delete(directory);
    }

    /** Where somebody who works at it is at home. */
    Path home() {
        return directory.resolve("home");
    }

    /** Starts a verb, and says how many seconds the whole process took. */
    double seconds(Path config, String verb, String... words) throws IOException, InterruptedException {
        long start = System.nanoTime();
        run(config, verb, words);
        return (System.nanoTime() - start) / NANOS;
    }

    /** Runs a verb to its good end, and returns what it printed. */
    String run(Path config, String verb, String... words) throws IOException, InterruptedException {
        Process process = start(config, verb, words);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** Runs a verb with {@code --json} to its good end, and returns its last event. */
    JsonNode lastEvent(Path config, String verb) throws IOException, InterruptedException {
        String last = run(config, verb, "--json").lines().reduce("", (before, line) -> line);
        return new ObjectMapper().readTree(last);
    }

    /** Starts a verb; all that it says comes by its standard output. */
    Process start(Path config, String verb, String... words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(directory.resolve("deploy-to-dev").toString(), verb, "--config", config.toString()));
        command.addAll(List.of(words));
        return begin(command);
    }

    /** Runs something else than the tool to its good end, and says how many seconds it took. */
    double secondsOf(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        outputOf(command);
        return (System.nanoTime() - start) / NANOS;
    }

    /** What something else than the tool printed. */
    String outputOf(List<String> command) throws IOException, InterruptedException {
        Process process = begin(command);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + ": " + output).isZero();
        return output;
    }

    Process begin(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("HOME", home().toString());
        List.of("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME").forEach(environment::remove);
        return builder.start();
    }

    /**
     * The launcher makes its archive of classes beside a start; a figure taken before it has those of each verb is a
     * beginner's.
     */
    void awaitsItsArchive(Path config) throws IOException, InterruptedException {
        run(config, "status");
        do {
            run(config, "status");
            Awaitility.await().atMost(ARCHIVE_DEADLINE).until(() -> cached(".maker")
                    .isEmpty());
        } while (!isArchiveComplete());
    }

    private boolean isArchiveComplete() throws IOException {
        List<Path> archives = cached(".jsa");
        return !archives.isEmpty()
                && cached(".classes").stream()
                        .allMatch(list -> list.toFile().lastModified()
                                <= archives.get(0).toFile().lastModified());
    }

    private List<Path> cached(String ending) throws IOException {
        try (Stream<Path> files = Files.list(home().resolve(".cache/deploy-to-dev"))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
