package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a container has used up to a moment. Asked as a single reading, which the library knows no word for: else the engine
 * takes its time to make two.
 *
 * @param at by the engine's clock
 * @param cpu processor time since its start
 * @param memoryBytes without the cache of files, as {@code docker stats} counts it
 */
public record ContainerUse(Instant at, Duration cpu, long memoryBytes) {

    /** Empty for a container that does not run. */
    static Optional<ContainerUse> parse(JsonNode answer) {
        JsonNode memory = answer.path("memory_stats");
        JsonNode cpu = answer.path("cpu_stats").path("cpu_usage").path("total_usage");
        if (!memory.has("usage") || cpu.isMissingNode()) {
            return Optional.empty();
        }
        // The first is the word of cgroup v2, the second of v1.
        JsonNode stats = memory.path("stats");
        long cache = stats.path("inactive_file")
                .asLong(stats.path("total_inactive_file").asLong());
        long used = memory.path("usage").asLong();
        try {
            return Optional.of(new ContainerUse(
                    Instant.parse(answer.path("read").asText()),
                    Duration.ofNanos(cpu.asLong()),
                    cache < used ? used - cache : used));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** How much of one processor it used since then, 1 for all of it; empty when there was no time in between. */
    public OptionalDouble processorsSince(ContainerUse earlier) {
        Duration time = Duration.between(earlier.at, at);
        Duration used = cpu.minus(earlier.cpu);
        return time.isNegative() || time.isZero() || used.isNegative()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) used.toNanos() / time.toNanos());
    }
}
