package io.deploytodev.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A copy of the sample project, as a user's repository with a configuration for one dev host. As a static
 * {@code @RegisterExtension} after its {@link DevHost} it lives as long as the tests of a class.
 */
public final class SampleProject implements BeforeAllCallback, AfterAllCallback {

    private static final String[] IMAGE_VARIABLES = {
        "POSTGRES_IMAGE", "REDIS_IMAGE", "NEO4J_IMAGE", "BUILDER_IMAGE", "RUNTIME_IMAGE"
    };

    private static final String POSTGRES_PASSWORD = "firstpostgrespassword";
    private static final String NEO4J_PASSWORD = "firstneo4jpassword";
    private static final String REDIS_PASSWORD = "firstredispassword";

    /** What no output may ever show. */
    static final List<String> PASSWORDS = List.of(POSTGRES_PASSWORD, NEO4J_PASSWORD, REDIS_PASSWORD);

    private final DevHost host;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path directory;

    private SampleProject(DevHost host) {
        this.host = host;
    }

    /** One that is copied before the first test of the class, for a host that is started by then. */
    public static SampleProject on(DevHost host) {
        return new SampleProject(host);
    }

    static SampleProject copyTo(Path directory, DevHost host) throws IOException, InterruptedException {
        SampleProject project = new SampleProject(host);
        project.copyTo(directory);
        return project;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        copyTo(Files.createTempDirectory("deploy-to-dev-it-sample-"));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (directory != null) {
            delete(directory);
        }
    }

    /** Deletes a directory with all that is in it. */
    public static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void copyTo(Path where) throws IOException, InterruptedException {
        directory = where;
        copySources();
        git("init", "--quiet", "--initial-branch=main");
        commit("The project as it comes");
        for (String variable : IMAGE_VARIABLES) {
            String image = System.getenv(variable);
            if (image != null) {
                environment.put(variable, image);
            }
        }
        environment.put("POSTGRES_PASSWORD", POSTGRES_PASSWORD);
        environment.put("NEO4J_PASSWORD", NEO4J_PASSWORD);
        environment.put("REDIS_PASSWORD", REDIS_PASSWORD);
        writeEnvironment();
        writeConfig(UnaryOperator.identity());
    }

    private void copySources() throws IOException {
        Path from = Path.of("compose").toRealPath();
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.filter(p -> !from.relativize(p).startsWith("backend/target"))
                    .toList()) {
                Path to = source().resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(path, to);
                }
            }
        }
    }

    public Path source() {
        return directory.resolve("project");
    }

    public Path config() {
        return directory.resolve("config/deploy.yml");
    }

    /** Writes the configuration, changed by {@code change}. */
    public void writeConfig(UnaryOperator<String> change) throws IOException {
        Files.createDirectories(config().getParent());
        Files.writeString(config(), change.apply("""
                        project: scribe
                        source: {root: ../project}
                        hosts:
                          dev:
                            address: %s
                            port: %d
                            user: deploy
                            identity: %s
                            known_hosts: %s
                        compose:
                          files: [docker-compose.yml, docker-compose.backend.yml]
                          env_file: dev.env
                        infrastructure: [postgres, neo4j, redis]
                        readiness:
                          api-gateway: {port: 8000}
                          agent-worldsmith: {port: 8000}
                          agent-plotmaster: {port: 8000}
                        health: {url: "%s/health"}
                        timeouts: {services: 90s, health: 20s}
                        """.formatted(
                        host.address(), host.sshPort(), host.identity(), host.knownHosts(), host.gatewayUrl())));
    }

    /** Sets a variable of the environment file; an empty value takes it away. */
    public void set(String variable, String value) throws IOException {
        if (value.isEmpty()) {
            environment.remove(variable);
        } else {
            environment.put(variable, value);
        }
        writeEnvironment();
    }

    private void writeEnvironment() throws IOException {
        Path file = directory.resolve("config/dev.env");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                environment.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Changes a file of the project. */
    public void edit(String file, UnaryOperator<String> change) {
        try {
            Path path = source().resolve(file);
            String before = Files.readString(path);
            String after = change.apply(before);
            if (after.equals(before)) {
                throw new AssertionError("the edit changed nothing in " + file);
            }
            Files.writeString(path, after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void commit(String message) throws IOException, InterruptedException {
        git("add", "--all");
        git("-c", "user.name=Test", "-c", "user.email=test@example.internal", "commit", "--quiet", "-m", message);
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                .directory(source().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError("git " + String.join(" ", arguments) + " failed");
        }
    }
}
