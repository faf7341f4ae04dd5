package io.deploytodev.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.event.DeployEvent.RunSucceeded;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuietConsoleTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final QuietConsole console = new QuietConsole(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void of_a_whole_run_only_the_addresses_are_said() {
        Events.ofEveryKind().forEach(console::accept);

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""
                        http://dev.example.internal:8000
                        http://dev.example.internal:8000/health
                        """);
    }

    @Test
    void where_nothing_can_be_visited_one_line_says_that_it_is_done() {
        console.accept(new RunSucceeded(
                Events.at(0), "r1", "shop runs on dev", Map.of(), Map.of(), List.of(), Duration.ZERO, Map.of()));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("shop runs on dev\n");
    }

    @Test
    void a_failure_is_left_to_the_report_on_standard_error() {
        console.accept(Events.runFailed(0, "no"));

        assertThat(bytes.size()).isZero();
    }
}
