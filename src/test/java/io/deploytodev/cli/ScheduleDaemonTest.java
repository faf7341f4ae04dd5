package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.config.ConfigLoader;
import io.deploytodev.config.Schedule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScheduleDaemonTest {

    @TempDir
    private Path directory;

    private final BlockingQueue<List<String>> rounds = new LinkedBlockingQueue<>();
    private final BlockingQueue<Exception> failures = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void aConfigurationThatIsHalfWrittenIsToldAndTheOneBeforeHoldsUntilItIsWhole() throws Exception {
        write("schedules: {one: {cron: '@yearly', zone: UTC}}\n");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> daemon = thread.submit(this::run);
            assertThat(rounds.take()).containsExactly("one");

            write("schedules: {one: {cron: '@yea");
            assertThat(failures.take()).isNotNull();
            assertThat(rounds.take()).containsExactly("one");

            rounds.clear();
            write("schedules: {two: {cron: '@yearly', zone: UTC}}\n");
            List<String> next = rounds.take();
            while (next.contains("one")) {
                next = rounds.take();
            }
            assertThat(next).containsExactly("two");

            thread.shutdownNow();
            assertThat(daemon.get(10, TimeUnit.SECONDS)).isZero();
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .contains("One schedule of", "Goes on by the configuration as it was before.");
        } finally {
            thread.shutdownNow();
        }
    }

    private int run() {
        ConfigLoader loader = new ConfigLoader(Map.of(), directory);
        return new ScheduleDaemon(
                        home -> loader.load(directory.resolve("deploy.yml")),
                        Map.of(),
                        directory,
                        Clock.systemUTC(),
                        new PrintStream(said, true, StandardCharsets.UTF_8),
                        failures::add)
                .run((config, home, clock) -> {
                    rounds.add(config.schedules().stream().map(Schedule::name).toList());
                    return List.of();
                });
    }

    private void write(String schedules) throws IOException {
        Files.writeString(directory.resolve("deploy.yml"), "project: shop\nhosts: {dev: {address: d}}\n" + schedules);
    }
}
