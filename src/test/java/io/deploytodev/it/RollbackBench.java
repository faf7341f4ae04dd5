package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How long a rollback takes, beside the deploy of the change that it takes back: the same project, host and network, in
 * turns. Run by {@code scripts/bench rollback}; the tests leave it out.
 */
class RollbackBench {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final double MILLIS = 1000;
    private static final Path RESULT = Path.of("target/bench/rollback.md");
    private static final String VERSION = "backend/src/main/java/com/example/scribe/Version.java";

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final SampleProject project = SampleProject.on(host);

    @Test
    void rollbackBesideTheDeployOfTheSameChange() throws Exception {
        timed("deploy");
        List<Duration> deploys = new ArrayList<>();
        List<Duration> rollbacks = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            String version = "\"1.0." + round + "\"";
            project.edit(VERSION, text -> text.replaceFirst("\"\\d+\\.\\d+\\.\\d+[^\"]*\"", version));
            deploys.add(timed("deploy"));
            rollbacks.add(timed("rollback"));
        }
        write(median(deploys), median(rollbacks));
    }

    private static Duration timed(String verb) throws Exception {
        long start = System.nanoTime();
        Tool.Result result = Tool.run(project, verb, "--plain");
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return took;
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static void write(Duration deploy, Duration rollback) throws Exception {
        Files.createDirectories(RESULT.getParent());
        Files.writeString(
                RESULT,
                String.format(
                        Locale.ROOT,
                        """
                        | | median of %d |
                        |---|---|
                        | deploy of a change of one line | %.1f s |
                        | rollback of that change | %.1f s |
                        | ratio | %.1f |
                        """,
                        ROUNDS,
                        deploy.toMillis() / MILLIS,
                        rollback.toMillis() / MILLIS,
                        (double) deploy.toMillis() / rollback.toMillis()));
    }
}
