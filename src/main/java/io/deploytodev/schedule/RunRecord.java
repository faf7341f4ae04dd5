package io.deploytodev.schedule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is written down of one run of a schedule; without a secret.
 *
 * @param schema of this shape
 * @param id unique on the host, and in the order of time: {@code 20261121T020004Z-nightly-1a2b3c}
 * @param zone in which the schedule is written
 * @param machine who ran it, and where: {@code ada@nightly}
 * @param due, started, ended ISO 8601, UTC
 * @param ref as the schedule names it; empty for the tree as it lay there
 * @param commit shortened; empty when the run did not come so far
 * @param outcome as in {@link RunOutcome}
 * @param what a sentence
 * @param release what runs now, or ran when it was last seen; empty when that is not known
 * @param attempts how often it was tried
 * @param notes what else happened on the way: waits, retries
 * @param stepMillis how long each step of the last attempt took
 * @param told what came of telling somebody; empty when there was nobody to be told
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunRecord(
        int schema,
        String id,
        String schedule,
        String project,
        String host,
        String zone,
        String machine,
        String due,
        String started,
        String ended,
        String ref,
        String commit,
        String branch,
        String outcome,
        int exitCode,
        String what,
        String why,
        String next,
        String release,
        int attempts,
        List<String> notes,
        Map<String, Long> stepMillis,
        String told) {

    public static final int SCHEMA = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    public RunRecord {
        notes = notes == null ? List.of() : List.copyOf(notes);
        stepMillis = stepMillis == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(stepMillis));
    }

    @JsonIgnore
    public boolean isWell() {
        return exitCode == 0;
    }

    /** How long it took, with what it waited for. */
    @JsonIgnore
    public Duration took() {
        return Duration.between(Instant.parse(started), Instant.parse(ended));
    }

    /** The same, when somebody was told or could not be. */
    RunRecord told(String how) {
        return new RunRecord(
                schema,
                id,
                schedule,
                project,
                host,
                zone,
                machine,
                due,
                started,
                ended,
                ref,
                commit,
                branch,
                outcome,
                exitCode,
                what,
                why,
                next,
                release,
                attempts,
                notes,
                stepMillis,
                how);
    }

    /** On one line. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }

    /** Empty for what is no such record, or only half of one. */
    static Optional<RunRecord> parse(String json) {
        try {
            RunRecord record = JSON.readValue(json, RunRecord.class);
            boolean isWhole = record.id != null
                    && record.schedule != null
                    && record.started != null
                    && record.ended != null
                    && record.outcome != null;
            if (isWhole) {
                Instant unused = Instant.parse(record.started);
                unused = Instant.parse(record.ended);
            }
            return isWhole ? Optional.of(record) : Optional.empty();
        } catch (JsonProcessingException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
