package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From a project without a configuration to a healthy service in two commands, on a real dev host. */
class InitIT {

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final StrangersProject linkshop = StrangersProject.on(host, "linkshop");

    @RegisterExtension
    @Order(2)
    private static final SampleProject sample = SampleProject.on(host);

    @TempDir
    private Path directory;

    @BeforeAll
    static void nameImages() {
        host.run("docker", "tag", "deploy-to-dev-standin/node:18", "node:20-alpine");
        host.run(
                "docker",
                "tag",
                System.getenv().getOrDefault("REDIS_IMAGE", "deploy-to-dev-standin/redis:7"),
                "redis:7-alpine");
    }

    @Test
    void aStrangersProjectIsServedAfterInitAndDeploy() throws Exception {
        linkshop.write(".env", "REDIS_URL=redis://redis:6379\nSHOP_NAME=corner\n");

        String told = run(linkshop.directory(), "init", "--yes", "--host", "deploy@" + host.bridgeAddress());

        assertThat(told).contains("web/server.js:10").containsPattern("infrastructure +redis ");
        run(linkshop.directory(), "config");
        run(linkshop.directory(), "deploy", "--plain");
        assertThat(Gateway.at(host, 8080).get("/").body()).contains("\"shop\":\"corner\"", "\"working\":true");
    }

    @Test
    void theSampleWithItsTwoComposeFilesIsServedAfterInitAndDeploy() throws Exception {
        Files.copy(sample.config().resolveSibling("dev.env"), sample.source().resolve(".env"));

        run(sample.source(), "init", "--yes", "--host", "deploy@" + host.bridgeAddress());

        String told = run(sample.source(), "deploy", "--plain");
        assertThat(told).contains("3 of them infrastructure");
        assertThat(Gateway.at(host, 8000).get("/health").statusCode()).isEqualTo(200);
    }

    /** The program in a directory, as a user starts it; the key is all that the environment has to say. */
    private String run(Path where, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Path.of("target/deploy-to-dev.jar").toAbsolutePath().toString()));
        command.addAll(List.of(words));
        Path output = Files.createTempFile(directory, "run", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "DEPLOY_TO_DEV__HOSTS__DEV__IDENTITY", host.identity().toString(),
                        "DEPLOY_TO_DEV__HOSTS__DEV__KNOWN_HOSTS",
                                host.knownHosts().toString()));
        Process process = builder.start();
        boolean ended = process.waitFor(8, TimeUnit.MINUTES);
        process.destroyForcibly();
        String told = Files.readString(output);
        assertThat(ended).as(told).isTrue();
        assertThat(process.exitValue()).as(told).isZero();
        return told;
    }
}
