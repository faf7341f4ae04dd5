package io.deploytodev.docker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the engine says of one container of a Compose project, at one moment.
 *
 * @param service the Compose service that it belongs to
 * @param exitCode of its last run; 0 while it has not ended
 * @param oomKilled whether the kernel ended it for want of memory
 * @param restartCount how often the engine restarted it by the restart policy
 * @param address its IP address as seen from the dev host, on the first of its networks, or the loopback when it is in
 *     the host's own; null while it has none
 * @param imageId the image that it was created from, {@code sha256:...}
 * @param configHash Compose's hash of the service's configuration at the time of creation
 * @param volumes destination in the container to name of the volume mounted there; bind mounts are left out
 * @param startedAt by the dev host's clock; null when it never started
 * @param endedAt by the same clock; null when it never ended
 * @param healthcheck the command of its own healthcheck, as it would be run in it; empty when it has none
 */
public record ContainerState(
        String id,
        String service,
        String name,
        Status status,
        Health health,
        int exitCode,
        boolean oomKilled,
        int restartCount,
        @Nullable String address,
        String imageId,
        String configHash,
        Map<String, String> volumes,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        List<String> healthcheck) {

    public ContainerState {
        volumes = Map.copyOf(volumes);
        healthcheck = List.copyOf(healthcheck);
    }

    /** Whether the container has a process now. */
    public boolean isRunning() {
        return status == Status.RUNNING;
    }

    /** How long it ran the last time; empty while it runs, and when it never did. */
    public Optional<Duration> lifetime() {
        return hasEnded() && startedAt != null && endedAt != null
                ? Optional.of(Duration.between(startedAt, endedAt))
                : Optional.empty();
    }

    /** Whether its process has ended and will not come back by itself. */
    public boolean hasEnded() {
        return Set.of(Status.EXITED, Status.DEAD).contains(status);
    }

    /** The engine's own words for a container's state. */
    public enum Status {
        CREATED,
        RUNNING,
        PAUSED,
        RESTARTING,
        REMOVING,
        EXITED,
        DEAD
    }

    /** The verdict of the container's own healthcheck. */
    public enum Health {
        /** It has no healthcheck. */
        NONE,
        STARTING,
        HEALTHY,
        UNHEALTHY
    }
}
