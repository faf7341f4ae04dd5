package io.deploytodev.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import io.deploytodev.docker.ContainerState.Health;
import io.deploytodev.docker.ContainerState.Status;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the engine's answer to an inspection; the engine leaves out whatever does not apply. */
final class ContainerStates {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String SHARED = "container:";

    private ContainerStates() {}

    /** The container whose network this one shares; empty when it has one of its own. */
    static Optional<String> sharesNetworkOf(InspectContainerResponse response) {
        return Optional.ofNullable(response.getHostConfig())
                .map(HostConfig::getNetworkMode)
                .filter(mode -> mode.startsWith(SHARED))
                .map(mode -> mode.substring(SHARED.length()));
    }

    /** @param network the one whose network it is in: itself, unless it shares another's */
    static ContainerState of(InspectContainerResponse response, InspectContainerResponse network) {
        InspectContainerResponse.ContainerState state = response.getState();
        Map<String, String> labels = response.getConfig().getLabels() == null
                ? Map.of()
                : response.getConfig().getLabels();
        return new ContainerState(
                response.getId(),
                labels.getOrDefault(ComposeLabels.SERVICE, ""),
                response.getName().replaceFirst("^/", ""),
                status(state.getStatus()),
                health(state),
                Optional.ofNullable(state.getExitCodeLong()).orElse(0L).intValue(),
                Boolean.TRUE.equals(state.getOOMKilled()),
                Optional.ofNullable(response.getRestartCount()).orElse(0),
                address(network),
                response.getImageId(),
                labels.getOrDefault(ComposeLabels.CONFIG_HASH, ""),
                volumes(response),
                instant(state.getStartedAt()),
                instant(state.getFinishedAt()),
                healthcheck(response.getConfig().getHealthcheck()));
    }

    private static Status status(@Nullable String word) {
        return word == null ? Status.CREATED : Status.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Health health(InspectContainerResponse.ContainerState state) {
        if (state.getHealth() == null || state.getHealth().getStatus() == null) {
            return Health.NONE;
        }
        return Health.valueOf(state.getHealth().getStatus().toUpperCase(Locale.ROOT));
    }

    /** The engine says how it runs one: {@code CMD} with words, {@code CMD-SHELL} with a line for the shell. */
    private static List<String> healthcheck(@Nullable HealthCheck check) {
        List<String> test = check == null || check.getTest() == null ? List.of() : check.getTest();
        if (test.size() < 2) {
            return List.of();
        }
        return test.get(0).equals("CMD-SHELL") ? List.of("/bin/sh", "-c", test.get(1)) : test.subList(1, test.size());
    }

    private static @Nullable String address(InspectContainerResponse response) {
        // It shares the dev host's own addresses, of which the loopback is the one that needs no firewall's leave.
        if (response.getHostConfig() != null
                && "host".equals(response.getHostConfig().getNetworkMode())) {
            return LOOPBACK;
        }
        if (response.getNetworkSettings() == null) {
            return null;
        }
        return response.getNetworkSettings().getNetworks().values().stream()
                .map(ContainerNetwork::getIpAddress)
                .filter(Objects::nonNull)
                .filter(address -> !address.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static Map<String, String> volumes(InspectContainerResponse response) {
        Map<String, String> volumes = new HashMap<>();
        List<InspectContainerResponse.Mount> mounts = response.getMounts() == null ? List.of() : response.getMounts();
        for (InspectContainerResponse.Mount mount : mounts) {
            if (mount.getName() != null && mount.getDestination() != null) {
                volumes.put(mount.getDestination().getPath(), mount.getName());
            }
        }
        return volumes;
    }

    /** The engine writes the year 1 for "never". */
    private static @Nullable Instant instant(@Nullable String text) {
        if (text == null || text.startsWith("0001-")) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
