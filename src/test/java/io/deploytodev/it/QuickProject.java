package io.deploytodev.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A project of one service that is up in a second, and the program run on it with an environment of its own. */
final class QuickProject {

    static final String IMAGE = System.getenv().getOrDefault("REDIS_IMAGE", "deploy-to-dev-standin/redis:7");

    private static final String JAR =
            Path.of("target/deploy-to-dev.jar").toAbsolutePath().toString();

    private final Path directory;
    private final DevHost host;

    QuickProject(Path directory, DevHost host) throws IOException {
        this.directory = directory;
        this.host = host;
        Files.createDirectories(source());
        Files.createDirectories(directory.resolve("config"));
    }

    Path source() {
        return directory.resolve("project");
    }

    Path directory() {
        return directory;
    }

    Path config() {
        return directory.resolve("config/deploy.yml");
    }

    void compose(String text) throws IOException {
        Files.writeString(source().resolve("compose.yaml"), text);
    }

    /** Writes the configuration: the host, and what is added. */
    void configure(String added) throws IOException {
        Files.writeString(
                config(), """
                project: quick
                source: {root: ../project}
                hosts:
                  dev: {address: %s, port: %d, user: deploy, identity: %s, known_hosts: %s}
                infrastructure: []
                timeouts: {services: 10s, health: 5s}
                %s
                """.formatted(host.address(), host.sshPort(), host.identity(), host.knownHosts(), added));
    }

    Ran run(String verb, String... words) throws IOException, InterruptedException {
        return run(Map.of(), verb, words);
    }

    Ran run(Map<String, String> environment, String verb, String... words) throws IOException, InterruptedException {
        return start(environment, verb, words).end();
    }

    Running start(Map<String, String> environment, String verb, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR,
                verb,
                "--config",
                config().toString()));
        command.addAll(List.of(words));
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    /** Services may write what is no text. */
    private static String text(Path output) throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    }

    /** One that goes on. */
    record Running(Process process, Path out, Path err) {

        void awaitOutput(Predicate<String> condition) {
            Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> condition.test(text(out)) || !process.isAlive());
        }

        Ran end() throws IOException, InterruptedException {
            try {
                if (!process.waitFor(2, TimeUnit.MINUTES)) {
                    throw new AssertionError("it does not end: " + text(out));
                }
                return new Ran(process.exitValue(), text(out), text(err));
            } finally {
                process.destroyForcibly();
            }
        }
    }

    /** How it ended, and what it said. */
    record Ran(int exitCode, String out, String err) {}
}
