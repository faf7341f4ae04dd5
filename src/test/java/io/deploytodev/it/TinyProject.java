package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One service that serves one page, built in a second: for what takes many deploys. No git, no database. */
final class TinyProject implements BeforeAllCallback, AfterAllCallback {

    private final String name;
    private final DevHost host;
    private Path directory;

    private TinyProject(String name, DevHost host) {
        this.name = name;
        this.host = host;
    }

    static TinyProject on(DevHost host, String name) {
        return new TinyProject(name, host);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        directory = Files.createTempDirectory("deploy-to-dev-it-tiny-");
        write("Dockerfile", """
                FROM deploy-to-dev-standin/python:3.11
                COPY page /srv/page
                CMD ["python3", "-m", "http.server", "8000", "--directory", "/srv"]
                """);
        compose("web", "");
        page("first");
        configure("");
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (directory != null) {
            SampleProject.delete(directory);
        }
    }

    /**
     * Writes the compose file.
     *
     * @param more lines of the service
     */
    void compose(String service, String more) throws IOException {
        write("compose.yml", """
                services:
                  %s:
                    build: .
                    stop_grace_period: 0s
                %s""".formatted(service, more));
    }

    /**
     * Writes the configuration.
     *
     * @param more lines at its end
     */
    void configure(String more) throws IOException {
        write("config/deploy.yml", """
                project: %s
                source: {root: ..}
                hosts:
                  dev: {address: %s, port: %d, user: deploy, identity: %s, known_hosts: %s}
                infrastructure: []
                readiness: {"web*": {port: 8000, path: /page}}
                timeouts: {services: 30s}
                %s""".formatted(
                        name, host.address(), host.sshPort(), host.identity(), host.knownHosts(), more));
    }

    /** What it serves from the next deploy on. */
    void page(String text) throws IOException {
        write("page", text + "\n");
    }

    void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    String state() {
        return "/home/deploy/.deploy-to-dev/" + name;
    }

    /** The page that the service serves now. */
    String served(String service) {
        return host.run("docker", "exec", name + "-" + service + "-1", "cat", "/srv/page");
    }

    String current() {
        return host.run("cat", state() + "/current");
    }

    Tool.Result run(String verb, String... words) throws IOException, InterruptedException {
        return Tool.run(file("config/deploy.yml"), verb, words);
    }

    /** Runs a verb that must end well; answers with what it said. */
    String done(String verb, String... words) throws IOException, InterruptedException {
        Tool.Result result = run(verb, words);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
