package io.deploytodev.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** A schedule's state as it lies in its file. */
final class StateJson {

    private static final int SCHEMA = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private StateJson() {}

    static String of(ScheduleState state) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("cron", state.cron());
        root.put("zone", state.zone());
        root.put("handled", state.handled().toString());
        state.begun().ifPresent(run -> root.putObject("begun")
                .put("due", run.due().toString())
                .put("at", run.at().toString())
                .put("tries", run.tries()));
        state.last().ifPresent(run -> root.putObject("last")
                .put("due", run.due().toString())
                .put("began", run.began().toString())
                .put("ended", run.ended().toString())
                .put("outcome", run.outcome().outcome())
                .put("exitCode", run.outcome().exitCode())
                .put("what", run.outcome().what())
                .put("release", run.outcome().release().orElse("")));
        return root.toPrettyString() + "\n";
    }

    /**
     * Empty when it is no state of ours, as after a power cut on a file system that writes names before contents: then the
     * schedule counts as new.
     *
     * @throws DeployFailure when a newer version of this tool wrote it
     */
    static Optional<ScheduleState> read(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            if (root.path("schema").asInt() > SCHEMA) {
                throw new DeployFailure(
                        FailureKind.CONFIG,
                        "A newer deploy-to-dev has written what is known of the schedules here.",
                        "It is of version " + root.path("schema").asInt() + ", and this one knows " + SCHEMA + ".",
                        "Use the newer one, and see that the timer does: deploy-to-dev schedule install");
            }
            return Optional.of(new ScheduleState(
                    root.path("cron").asText(),
                    root.path("zone").asText(),
                    instant(root, "handled"),
                    section(root, "begun")
                            .map(run -> new ScheduleState.Begun(
                                    instant(run, "due"),
                                    instant(run, "at"),
                                    run.path("tries").asInt())),
                    section(root, "last")
                            .map(run -> new ScheduleState.Ended(
                                    instant(run, "due"), instant(run, "began"), instant(run, "ended"), outcome(run)))));
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static RunOutcome outcome(JsonNode run) {
        return new RunOutcome(
                run.path("outcome").asText(),
                run.path("exitCode").asInt(),
                run.path("what").asText(),
                Optional.of(run.path("release").asText()).filter(id -> !id.isEmpty()));
    }

    private static Optional<JsonNode> section(JsonNode root, String key) {
        return Optional.of(root.path(key)).filter(JsonNode::isObject);
    }

    private static Instant instant(JsonNode node, String key) {
        return Instant.parse(node.path(key).asText());
    }
}
