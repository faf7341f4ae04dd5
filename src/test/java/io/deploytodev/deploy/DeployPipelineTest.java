package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.config.ConfigLoader;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.event.DeployEvent.Outcome;
import io.deploytodev.event.DeployEvent.RunFailed;
import io.deploytodev.event.DeployEvent.RunStarted;
import io.deploytodev.event.DeployEvent.RunSucceeded;
import io.deploytodev.event.DeployEvent.StepFinished;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a deploy says that does not get as far as the host. */
@Timeout(30)
class DeployPipelineTest {

    @TempDir
    private Path directory;

    private final RecordedEvents events = new RecordedEvents();

    @Test
    void aHostThatRefusesTheConnectionFailsTheRunAndItIsSaidOnce() throws IOException {
        DeployFailure failure = deployTo(closedPort());
        assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT);
        assertThat(failure.next()).isNotBlank();
        assertThat(events.of(RunFailed.class).map(RunFailed::what)).containsExactly(failure.what());
        assertThat(events.of(RunSucceeded.class)).isEmpty();
    }

    @Test
    void theStoryIsToldInTheOrderInWhichItReadsBest() throws IOException {
        deployTo(closedPort());
        assertThat(events.of(RunStarted.class)).singleElement().satisfies(started -> {
            assertThat(started.verb()).isEqualTo("deploy");
            assertThat(started.project()).isEqualTo("shop");
            assertThat(started.host()).isEqualTo("dev");
            assertThat(started.steps())
                    .containsExactly(
                            "source",
                            "connect",
                            "lock",
                            "begin",
                            "compare",
                            "room",
                            "model",
                            "sync",
                            "image",
                            "infrastructure",
                            "services",
                            "health",
                            "orphans",
                            "record",
                            "prune");
        });
        assertThat(events.of(StepFinished.class)
                        .filter(step -> step.outcome() == Outcome.FAILED)
                        .map(StepFinished::step))
                .containsExactly("connect");
    }

    @Test
    void aStopByTheUserIsNoFailureOfTheHost() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.currentThread().interrupt();
            DeployFailure failure = deployTo(silent.getLocalPort());
            assertThat(failure.kind()).isEqualTo(FailureKind.INTERRUPTED);
            assertThat(failure.what()).isEqualTo("The deploy was stopped.");
            assertThat(failure.why()).isEqualTo("On your request.");
            assertThat(failure.next()).isEqualTo("Deploy again whenever you like.");
        } finally {
            boolean unused = Thread.interrupted();
        }
    }

    private DeployFailure deployTo(int port) throws IOException {
        Files.createDirectories(directory.resolve("tree"));
        Files.writeString(directory.resolve("tree/docker-compose.yml"), "services: {}\n");
        Path file = Files.writeString(directory.resolve("deploy.yml"), """
                project: shop
                source: {root: tree}
                hosts: {dev: {address: 127.0.0.1, port: %d}}
                """.formatted(port));
        DeployConfig config = new ConfigLoader(Map.of(), directory).load(file);
        DeployRequest request = DeployRequest.everything(config, config.hosts().get("dev"), "ada@laptop");
        DeployFailure failure = catchThrowableOfType(
                DeployFailure.class,
                () -> new DeployPipeline(request, new SshAccess(Map.of(), directory), events, Clock.systemUTC()).run());
        assertThat(failure).as("a failure for the user").isNotNull();
        return failure;
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
