package io.deploytodev.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.event.DeployEvent.RunSucceeded;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryTest {

    private static final String SSH = "ssh -p 2222 -i /home/ada/.ssh/id_of_the_dev_host -o"
            + " UserKnownHostsFile=/home/ada/.ssh/known_hosts deploy@dev.example.internal docker logs -f shop-api-1";

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100})
    void theClosingLinesKeepToTheWidthOfTheTerminal(int columns) {
        Map<String, Duration> times = new LinkedHashMap<>();
        IntStream.range(0, 12).forEach(i -> times.put("step-number-" + i, Duration.ofSeconds(1)));
        Summary summary = summary(times, Map.of(SSH, "follow the log of shop-api-1"));

        assertThat(summary.facts(columns))
                .allSatisfy(line -> assertThat(line.width()).isLessThanOrEqualTo(columns));
        assertThat(summary.nextCommands(columns))
                .allSatisfy(line -> assertThat(line.width()).isLessThanOrEqualTo(columns));
    }

    @Test
    void aLogHasEachCommandInOnePieceBelowWhatItIsFor() {
        Summary summary = summary(Map.of(), Map.of(SSH, "follow the log of shop-api-1"));

        assertThat(summary.nextCommands(0).stream().map(Line::text))
                .containsExactly("  # follow the log of shop-api-1", "  " + SSH);
    }

    @Test
    void ofTheCriticalPathOnlyWhatTookLongIsNamed() {
        Map<String, Duration> times = new LinkedHashMap<>();
        times.put("lock", Duration.ofMillis(31));
        times.put("image", Duration.ofSeconds(9));
        times.put("services", Duration.ofSeconds(3));
        Summary summary = summary(times, Map.of());

        assertThat(summary.facts(80).get(1).text()).isEqualTo("  critical path   image 9.0s → services 3.0s");
    }

    private static Summary summary(Map<String, Duration> times, Map<String, String> next) {
        return new Summary(
                new RunSucceeded(
                        Events.at(0),
                        "20260102-030405-1",
                        "shop is healthy",
                        Map.of(),
                        times,
                        List.copyOf(times.keySet()),
                        Duration.ofSeconds(12),
                        next),
                Glyphs.UNICODE);
    }
}
