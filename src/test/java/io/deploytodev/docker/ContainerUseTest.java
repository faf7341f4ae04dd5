package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainerUseTest {

    private static final String TWO = """
            {"read": "2026-11-21T10:00:02Z", "cpu_stats": {"cpu_usage": {"total_usage": 4000000000}},
             "memory_stats": {"usage": 300, "stats": {"inactive_file": 100}}}""";

    @Test
    void theUseOfAProcessorIsThatBetweenTwoReadings() throws JsonProcessingException {
        ContainerUse before =
                read(TWO.replace("00:02Z", "00:00Z").replace("4000", "3000")).orElseThrow();
        ContainerUse now = read(TWO).orElseThrow();
        assertThat(now.processorsSince(before)).hasValue(0.5);
        assertThat(now.processorsSince(now)).as("no time in between").isEmpty();
        assertThat(before.processorsSince(now)).as("restarted").isEmpty();
    }

    @Test
    void theCacheOfFilesIsNotCountedWhicheverVersionOfCgroupsTellsIt() throws JsonProcessingException {
        assertThat(read(TWO).orElseThrow().memoryBytes()).isEqualTo(200);
        assertThat(read(TWO.replace("inactive_file", "total_inactive_file"))
                        .orElseThrow()
                        .memoryBytes())
                .isEqualTo(200);
    }

    @Test
    void whatDoesNotRunUsesNothing() throws JsonProcessingException {
        assertThat(read("{\"read\": \"0001-01-01T00:00:00Z\", \"memory_stats\": {}}"))
                .isEmpty();
    }

    private static Optional<ContainerUse> read(String json) throws JsonProcessingException {
        return ContainerUse.parse(new ObjectMapper().readTree(json));
    }
}
