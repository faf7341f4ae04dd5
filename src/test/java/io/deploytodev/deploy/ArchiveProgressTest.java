package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.host.OutputListener.Stream;
import io.deploytodev.pipeline.StepScope;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchiveProgressTest {

    private final List<DeployEvent> events = new ArrayList<>();

    private ArchiveProgress progress(long total) {
        return new ArchiveProgress(new StepScope("save", events::add, Clock.systemUTC()), total);
    }

    private static void say(ArchiveProgress progress, String... lines) {
        for (String line : lines) {
            progress.line(Stream.STDOUT, line);
        }
    }

    private List<String> told() {
        return events.stream()
                .map(event -> event instanceof DeployEvent.StepProgress p
                        ? p.done() + " of " + p.total()
                        : ((DeployEvent.StepStatus) event).status())
                .toList();
    }

    @Test
    void membersAddUp() {
        say(
                progress(100),
                "begin a",
                "40 bytes copied, 1 s, 40 B/s",
                "begin b",
                "0+1 records in",
                "30 bytes copied, 1 s, 30 B/s");
        assertThat(told()).containsExactly("a", "40 of 100", "b", "70 of 100");
    }

    @Test
    void whatIsMoreThanWasForeseenDoesNotGoBeyondTheEnd() {
        say(progress(10), "begin a", "40 bytes copied, 1 s, 40 B/s");
        assertThat(told()).containsExactly("a", "40 of 40");
    }
}
