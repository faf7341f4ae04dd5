package io.deploytodev.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** A project with as many faults as one can have and still be read. */
final class FaultyProject {

    private static final String COMPOSE = """
            services:
              web:
                build: {context: ., dockerfile: Dockerfile}
                env_file: [.env.web, .env.more]
                environment:
                  HTTP_PROXY: http://proxy.example.internal:3128
                  GREETING: ${GREETING:?} ${FAREWELL:?}
                  COLOUR: ${COLOUR}
                ports: ["8000:8000"]
                healthcheck: {test: curl http://localhost:9999/health}
                secrets: [signing]
                depends_on: {init: {condition: service_completed_successfully}}
              worker:
                build: ./nowhere
              cache:
                image: %s
                ports: ["8091:6380"]
                healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:6379"]}
              db:
                image: %s
                environment: {POSTGRES_PASSWORD: postgres}
                ports: ["5432:5432"]
                healthcheck: {test: pg_isready -U postgres}
              init:
                image: %s
                restart: always
              absent:
                image: registry.invalid/team/absent:1
                mem_limit: 512
            secrets:
              signing: {file: ./secrets/signing}
            """;

    private final Path directory;

    FaultyProject(Path directory) {
        this.directory = directory;
    }

    Path config() {
        return directory.resolve("config/deploy.yml");
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    void write(DevHost host, String redis, String postgres) throws IOException, InterruptedException {
        write("compose.yml", COMPOSE.formatted(redis, postgres, redis));
        write("Dockerfile", """
                FROM python:3.11-slim
                EXPOSE 9000
                CMD ["uvicorn", "app:app", "--port", "9000"]
                """);
        write("committed.env", "API_TOKEN=tok-which-nobody-may-see\n");
        git("init", "--quiet");
        git("add", "--all");
        git("-c", "user.name=Test", "-c", "user.email=test@example.internal", "commit", "--quiet", "-m", "First");
        write(".env", "UNUSED=1\n");
        write("config/dev.env", "COLOR=red\n");
        Files.setPosixFilePermissions(file("config/dev.env"), PosixFilePermissions.fromString("rw-r--r--"));
        configure(host, host.sshPort());
    }

    void configure(DevHost host, int port) throws IOException {
        write("config/deploy.yml", """
                project: faulty
                hosts:
                  dev: {address: %s, port: %d, user: deploy, identity: %s, known_hosts: %s}
                compose: {env_file: dev.env}
                infrastructure: [database]
                health: {port: 9998, path: /health}
                disk: {free: 900TB}
                """.formatted(host.address(), port, host.identity(), host.knownHosts()));
    }

    private void write(String name, String text) throws IOException {
        Path path = file(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Stream.concat(Stream.of("git"), List.of(arguments).stream())
                        .toList())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError("git " + arguments[0] + " failed");
        }
    }
}
