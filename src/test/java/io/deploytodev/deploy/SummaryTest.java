package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.deploytodev.config.ConfigLoader;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.event.DeployEvent.RunSucceeded;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.StepResult;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private static final String CONFIG = """
            project: shop
            hosts:
              dev: {address: dev.example.internal, port: 2222, user: deploy, identity: my key}
            """;

    @TempDir
    private Path directory;

    private Optional<String> container = Optional.of("shop-api-1");

    @Test
    void itSaysWhatRunsWhereAndHowToGoOn() throws IOException {
        RunSucceeded summary = summary(Map.of("health", URI.create("http://dev.example.internal:8000/health")));
        assertThat(summary.summary()).isEqualTo("shop is healthy on dev");
        assertThat(summary.release()).isEqualTo("20260131T120000Z-1");
        assertThat(summary.took()).isEqualTo(Duration.ofSeconds(9));
        assertThat(summary.urls())
                .containsExactly(entry("health", URI.create("http://dev.example.internal:8000/health")));
        assertThat(summary.nextCommands().keySet())
                .containsExactly(
                        "curl -s http://dev.example.internal:8000/health",
                        "ssh -p 2222 -i '" + directory.resolve("my key") + "' deploy@dev.example.internal"
                                + " docker logs -f --tail=100 shop-api-1");
        assertThat(summary.nextCommands().values()).contains("follow the log of shop-api-1");
    }

    @Test
    void withoutAHealthCheckNothingIsCalledHealthy() throws IOException {
        assertThat(summary(Map.of()).summary()).isEqualTo("shop runs on dev");
    }

    @Test
    void whereNoContainerIsKnownTheCommandListsThem() throws IOException {
        container = Optional.empty();
        assertThat(summary(Map.of()).nextCommands().keySet())
                .singleElement()
                .asString()
                .endsWith(" docker ps");
    }

    @Test
    void withoutAnAddressThereIsNothingToVisit() throws IOException {
        RunSucceeded summary = summary(Map.of());
        assertThat(summary.urls()).isEmpty();
        assertThat(summary.nextCommands()).hasSize(1);
    }

    @Test
    void aHealthAddressIsQuotedForTheShell() throws IOException {
        assertThat(summary(Map.of("health", URI.create("http://dev/health?deep=1&all=yes")))
                        .nextCommands())
                .containsKey("curl -s 'http://dev/health?deep=1&all=yes'");
    }

    @Test
    void stepsAndTheCriticalPathComeFromTheRun() throws IOException {
        RunSucceeded summary = summary(Map.of());
        assertThat(summary.stepTimes()).containsOnlyKeys("sync", "image");
        assertThat(summary.criticalPath()).containsExactly("sync", "image");
    }

    private RunSucceeded summary(Map<String, URI> urls) throws IOException {
        Path file = Files.writeString(directory.resolve("deploy.yml"), CONFIG);
        DeployConfig config = new ConfigLoader(Map.of(), directory).load(file);
        DeployRequest request =
                DeployRequest.everything(config, config.hosts().get(config.defaultHost()), "ada@laptop");
        Pipeline pipeline = new Pipeline();
        var sync = pipeline.add("sync", scope -> StepResult.done("", ""));
        pipeline.add("image", scope -> StepResult.done("", ""), sync);
        pipeline.run(new RecordedEvents(), new TickingClock());
        return (RunSucceeded) new Summary(request, pipeline.timings())
                .success("20260131T120000Z-1", urls, container, NOON, Duration.ofSeconds(9));
    }

    /** Each time it is asked, a second has passed. */
    private static final class TickingClock extends Clock {

        private final AtomicLong seconds = new AtomicLong();

        @Override
        public Instant instant() {
            return NOON.plusSeconds(seconds.getAndIncrement());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
