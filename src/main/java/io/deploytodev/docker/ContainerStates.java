package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.deploytodev.docker.ContainerState.Health;
import io.deploytodev.docker.ContainerState.Status;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the engine's answer to an inspection; the engine leaves out whatever does not apply. Pure. */
final class ContainerStates {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String SHARED = "container:";

    private ContainerStates() {}

    /** The container whose network this one shares; empty when it has one of its own. */
    static Optional<String> sharesNetworkOf(JsonNode answer) {
        String mode = networkMode(answer);
        return mode.startsWith(SHARED) ? Optional.of(mode.substring(SHARED.length())) : Optional.empty();
    }

    private static String networkMode(JsonNode answer) {
        return text(answer.path("HostConfig").path("NetworkMode"));
    }

    /**
     * The states that some answers tell of, in their order.
     *
     * @param others asks for containers by their ids: those whose network one of these shares
     */
    static List<ContainerState> of(
            Collection<JsonNode> answers, Function<Collection<String>, Map<String, JsonNode>> others) {
        List<String> shared = answers.stream()
                .flatMap(answer -> sharesNetworkOf(answer).stream())
                .toList();
        Map<String, JsonNode> networks = shared.isEmpty() ? Map.of() : others.apply(shared);
        // The one whose network it is in may be gone; then it has no address.
        return answers.stream()
                .map(answer -> of(
                        answer,
                        sharesNetworkOf(answer)
                                .flatMap(id -> Optional.ofNullable(networks.get(id)))
                                .orElse(answer)))
                .toList();
    }

    /** @param network the one whose network it is in: itself, unless it shares another's */
    static ContainerState of(JsonNode answer, JsonNode network) {
        JsonNode state = answer.path("State");
        JsonNode labels = answer.path("Config").path("Labels");
        String name = text(answer.path("Name"));
        return new ContainerState(
                text(answer.path("Id")),
                text(labels.path(ComposeLabels.SERVICE)),
                name.startsWith("/") ? name.substring(1) : name,
                status(text(state.path("Status"))),
                health(text(state.path("Health").path("Status"))),
                (int) state.path("ExitCode").asLong(),
                state.path("OOMKilled").asBoolean(),
                answer.path("RestartCount").asInt(),
                address(network),
                text(answer.path("Image")),
                text(labels.path(ComposeLabels.CONFIG_HASH)),
                volumes(answer.path("Mounts")),
                instant(text(state.path("StartedAt"))),
                instant(text(state.path("FinishedAt"))),
                healthcheck(answer.path("Config").path("Healthcheck").path("Test")));
    }

    /** Empty when it is not there, or null. */
    static String text(JsonNode node) {
        return node.asText("");
    }

    private static Status status(String word) {
        return word.isEmpty() ? Status.CREATED : Status.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Health health(String word) {
        return word.isEmpty() ? Health.NONE : Health.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The engine says how it runs one: {@code CMD} with words, {@code CMD-SHELL} with a line for the shell. */
    private static List<String> healthcheck(JsonNode test) {
        if (test.size() < 2) {
            return List.of();
        }
        if (text(test.path(0)).equals("CMD-SHELL")) {
            return List.of("/bin/sh", "-c", text(test.path(1)));
        }
        List<String> words = new ArrayList<>();
        test.forEach(word -> words.add(text(word)));
        return words.subList(1, words.size());
    }

    private static @Nullable String address(JsonNode answer) {
        // It shares the dev host's own addresses, of which the loopback is the one that needs no firewall's leave.
        if (networkMode(answer).equals("host")) {
            return LOOPBACK;
        }
        for (JsonNode network : answer.path("NetworkSettings").path("Networks")) {
            String address = text(network.path("IPAddress"));
            if (!address.isEmpty()) {
                return address;
            }
        }
        return null;
    }

    private static Map<String, String> volumes(JsonNode mounts) {
        Map<String, String> volumes = new HashMap<>();
        for (JsonNode mount : mounts) {
            String name = text(mount.path("Name"));
            String destination = text(mount.path("Destination"));
            if (!name.isEmpty() && !destination.isEmpty()) {
                volumes.put(destination, name);
            }
        }
        return volumes;
    }

    /** The engine writes the year 1 for "never". */
    private static @Nullable Instant instant(String text) {
        if (text.isEmpty() || text.startsWith("0001-")) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
