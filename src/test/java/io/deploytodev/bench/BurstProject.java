package io.deploytodev.bench;

import io.deploytodev.it.DevHost;
import io.deploytodev.it.SampleProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Five services that write numbered lines all at once, as soon as they run, and then go on running in silence. */
final class BurstProject implements BeforeAllCallback, AfterAllCallback {

    static final String NAME = "burst";
    static final List<String> SERVICES = List.of("api-gateway", "worker", "scheduler", "indexer", "mailer");

    private static final Duration WRITTEN = Duration.ofMinutes(2);

    /** About as long as a line of a request's log. */
    private static final String LINE =
            "INFO request handled path=/api/v1/orders/%d status=200 duration_ms=17 user=42\\n";

    private static final String IMAGE = System.getenv().getOrDefault("REDIS_IMAGE", "deploy-to-dev-standin/redis:7");

    private final DevHost host;
    private final int linesOfEach;
    private Path directory;

    BurstProject(DevHost host, int linesOfEach) {
        this.host = host;
        this.linesOfEach = linesOfEach;
    }

    int lines() {
        return linesOfEach * SERVICES.size();
    }

    int linesOfEach() {
        return linesOfEach;
    }

    Path config() {
        return directory.resolve("config/deploy.yml");
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("deploy-to-dev-bench-burst-");
        Files.createDirectories(directory.resolve("config"));
        Files.createDirectories(directory.resolve("project"));
        StringBuilder compose = new StringBuilder("services:\n");
        for (String service : SERVICES) {
            compose.append("""
                      %s:
                        image: %s
                        stop_grace_period: 0s
                        entrypoint:
                          - sh
                          - -c
                          - awk 'BEGIN { for (i = 1; i <= %d; i++) printf "%%d %s", i, i }'; exec sleep infinity
                    """.formatted(service, IMAGE, linesOfEach, LINE));
        }
        Files.writeString(directory.resolve("project/compose.yml"), compose);
        Files.writeString(
                config(), """
                project: %s
                source: {root: ../project}
                hosts:
                  dev: {address: %s, port: %d, user: deploy, identity: %s, known_hosts: %s}
                infrastructure: []
                """.formatted(NAME, host.address(), host.sshPort(), host.identity(), host.knownHosts()));
    }

    /** The engine has them all. */
    void awaitWritten() {
        String count = "docker compose --project-name " + NAME + " logs --no-color | grep -c 'INFO request'";
        Awaitility.await().atMost(WRITTEN).until(() -> host.run("sh", "-c", count + " || true")
                .equals(Integer.toString(lines())));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (directory != null) {
            SampleProject.delete(directory);
        }
    }
}
