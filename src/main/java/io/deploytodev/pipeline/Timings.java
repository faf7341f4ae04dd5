package io.deploytodev.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When each step of a run began and ended. */
public final class Timings {

    private final Map<String, Span> spans = new LinkedHashMap<>();
    private final Map<String, List<String>> needs = new LinkedHashMap<>();

    synchronized void add(String step, List<String> stepNeeds, Instant began, Instant ended) {
        spans.put(step, new Span(began, ended));
        needs.put(step, List.copyOf(stepNeeds));
    }

    /** How long each step took, in the order in which they ended. */
    public synchronized Map<String, Duration> durations() {
        Map<String, Duration> durations = new LinkedHashMap<>();
        spans.forEach((step, span) -> durations.put(step, span.took()));
        return Collections.unmodifiableMap(durations);
    }

    /**
     * The steps that decided how long the run took: the one that ended last, before it the one that it waited for
     * longest, and so on back to the start.
     */
    public synchronized List<String> criticalPath() {
        ArrayDeque<String> path = new ArrayDeque<>();
        String step = latest(List.copyOf(spans.keySet()));
        while (step != null) {
            path.addFirst(step);
            step = latest(needs.getOrDefault(step, List.of()));
        }
        return List.copyOf(path);
    }

    private @Nullable String latest(List<String> candidates) {
        String latest = null;
        Instant end = Instant.MIN;
        for (String candidate : candidates) {
            Span span = spans.get(candidate);
            if (span != null && !span.ended().isBefore(end)) {
                latest = candidate;
                end = span.ended();
            }
        }
        return latest;
    }

    private record Span(Instant began, Instant ended) {
        Duration took() {
            return Duration.between(began, ended);
        }
    }
}
