package io.deploytodev.faults;

import io.deploytodev.it.DevHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The project that is deployed while things break, on one workstation. Its version shows in its image, in a mounted file
 * and in its environment, so that a state that is half of one and half of another shows too.
 */
final class FaultProject {

    static final String NAME = "faults";

    static final String STATE = "/home/deploy/.deploy-to-dev/" + NAME;

    private static final Path TEMPLATE = Path.of("src/it/faults");

    /** A gateway that has not answered within this, counted from its start, counts as one that will not. */
    static final Duration SERVICES = Duration.ofSeconds(10);

    static final Duration HEALTH = Duration.ofSeconds(5);

    private final Path directory;
    private final Map<String, String> environment = new LinkedHashMap<>();

    private FaultProject(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes a copy of it.
     *
     * @param sshPort where the host is reached, through whatever lies in between
     */
    static FaultProject in(Path directory, DevHost host, int sshPort) {
        FaultProject project = new FaultProject(directory);
        try {
            project.copyFiles();
            project.git("init", "--quiet", "--initial-branch=main");
            project.git("add", "--all");
            project.git(
                    "-c", "user.name=Test", "-c", "user.email=test@example.internal", "commit", "-qm", "As it comes");
            project.environment.put("PYTHON_IMAGE", image("PYTHON_IMAGE", "deploy-to-dev-standin/python:3.11"));
            project.environment.put("REDIS_IMAGE", image("REDIS_IMAGE", "deploy-to-dev-standin/redis:7"));
            project.become("v0");
            project.configure(host, sshPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return project;
    }

    private static String image(String variable, String standIn) {
        return System.getenv().getOrDefault(variable, standIn);
    }

    private void copyFiles() throws IOException {
        Files.createDirectories(source());
        try (Stream<Path> files = Files.list(TEMPLATE)) {
            for (Path file : files.toList()) {
                Files.copy(file, source().resolve(file.getFileName().toString()));
            }
        }
    }

    private void configure(DevHost host, int sshPort) throws IOException {
        Files.createDirectories(config().getParent());
        Files.writeString(config(), """
                project: %s
                source: {root: ../project}
                hosts:
                  dev: {address: 127.0.0.1, port: %d, user: deploy, identity: %s, known_hosts: %s}
                compose: {env_file: dev.env}
                disk: {free: 50MB}
                readiness:
                  gateway: {port: 8000, path: /ready}
                  worker: {command: [test, -e, /motto.txt]}
                health: {url: "%s/health"}
                timeouts: {infrastructure: 60s, services: %ds, health: %ds, connection: 90s}
                """.formatted(
                        NAME,
                        sshPort,
                        host.identity(),
                        host.knownHosts(),
                        host.gatewayUrl(),
                        SERVICES.toSeconds(),
                        HEALTH.toSeconds()));
    }

    Path config() {
        return directory.resolve("config/deploy.yml");
    }

    Path source() {
        return directory.resolve("project");
    }

    /** Makes it this version, wherever a version shows. */
    void become(String version) {
        write("version", version + "\n");
        write("motto.txt", version + "\n");
        set("GENERATION", version);
    }

    /** Lets the gateway do so; empty for a good one. */
    void misbehave(String how) {
        set("MISBEHAVE", how);
    }

    /** How long the next image takes to build, at least. */
    void buildFor(int seconds) {
        write("build-seconds", seconds + "\n");
    }

    void write(String file, String text) {
        write(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    void write(String file, byte[] bytes) {
        try {
            Files.write(source().resolve(file), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String file) {
        try {
            Files.deleteIfExists(source().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void edit(String file, UnaryOperator<String> change) {
        try {
            write(file, change.apply(Files.readString(source().resolve(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void set(String variable, String value) {
        environment.put(variable, value);
        Path file = directory.resolve("config/dev.env");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    environment.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                            .collect(Collectors.joining()));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a host has to hold after a deploy: file to its content's digest. */
    Map<String, String> files() {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.list(source())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                digests.put("./" + file.getFileName(), Digests.sha256(Files.readAllBytes(file)));
            }
            digests.put("../env", Digests.sha256(Files.readAllBytes(directory.resolve("config/dev.env"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digests;
    }

    private void git(String... arguments) throws IOException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                .directory(source().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError("git " + String.join(" ", arguments) + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
