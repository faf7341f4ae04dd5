package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Health;
import io.deploytodev.docker.ContainerState.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Containers in the states that tests need. */
final class Containers {

    private static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");

    private Containers() {}

    static ContainerState running() {
        return of(Status.RUNNING, Health.NONE, 0, false, 0);
    }

    static ContainerState running(Health health) {
        return of(Status.RUNNING, health, 0, false, 0);
    }

    /** One with a healthcheck that the engine has not seen pass yet. */
    static ContainerState checkedBy(List<String> healthcheck) {
        ContainerState state = running(Health.STARTING);
        return new ContainerState(
                state.id(),
                state.service(),
                state.name(),
                state.status(),
                state.health(),
                state.exitCode(),
                state.oomKilled(),
                state.restartCount(),
                state.address(),
                state.imageId(),
                state.configHash(),
                state.volumes(),
                state.startedAt(),
                null,
                healthcheck);
    }

    static ContainerState exited(int code) {
        return of(Status.EXITED, Health.NONE, code, false, 0);
    }

    static ContainerState outOfMemory() {
        return of(Status.EXITED, Health.NONE, 137, true, 0);
    }

    static ContainerState restarting(int exitCode, int restarts) {
        return of(Status.RESTARTING, Health.NONE, exitCode, false, restarts);
    }

    static ContainerState restarted(int restarts) {
        return of(Status.RUNNING, Health.NONE, 0, false, restarts);
    }

    static ContainerState of(Status status, Health health, int exitCode, boolean oom, int restarts) {
        return new ContainerState(
                "c0ffee",
                "db",
                "scribe-db-1",
                status,
                health,
                exitCode,
                oom,
                restarts,
                "172.18.0.2",
                "sha256:1",
                "hash",
                Map.of(),
                STARTED.plusSeconds(restarts),
                null,
                List.of());
    }
}
