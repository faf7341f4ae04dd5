package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.plan.Action;
import io.deploytodev.readiness.ContainerFacts;
import io.deploytodev.readiness.ProbeResult;
import io.deploytodev.readiness.ProbeSpec;
import io.deploytodev.readiness.Target;
import io.deploytodev.serving.ServiceProbes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Postgres and Neo4j keep their password in the data volume and read the environment's only when the volume is empty. A
 * changed password in the environment would therefore lock everybody out; so it is tried on the running database before
 * anything is recreated.
 */
final class StoredCredentials {

    private final Connection connection;
    private final ResolvedProject resolved;
    private final ServiceProbes probes;

    StoredCredentials(Connection connection, ResolvedProject resolved, ServiceProbes probes) {
        this.connection = connection;
        this.resolved = resolved;
        this.probes = probes;
    }

    /** @throws DeployFailure of kind INFRASTRUCTURE when a database would refuse its new configuration */
    void check(List<Action> actions) {
        for (Action action : actions) {
            if (action.kind() == Action.Kind.RECREATE) {
                check(action.service());
            }
        }
    }

    private void check(String service) {
        ProbeSpec spec = probes.spec(service);
        if (!(spec instanceof ProbeSpec.Postgres) && !(spec instanceof ProbeSpec.Bolt)) {
            return;
        }
        Optional<ContainerState> running = connection
                .engine()
                .containers(resolved.project().name(), service)
                .stream()
                .filter(ContainerState::isRunning)
                .filter(container -> keepsItsData(service, container))
                .findFirst();
        if (running.isEmpty()) {
            return;
        }
        ContainerFacts facts = () -> running;
        ProbeResult answer = spec.probe(
                        Target.on(connection.host(), connection.engine(), service, facts), ProbeSpec.PATIENCE)
                .ask();
        if (answer instanceof ProbeResult.Never never) {
            throw new DeployFailure(
                    FailureKind.INFRASTRUCTURE,
                    service + " would not accept its new configuration.",
                    never.why() + " (asked before anything was changed; what runs was not touched)",
                    never.next(),
                    List.of(),
                    null);
        }
    }

    /** Whether the new container would find the data of the old one: the same volumes at the same places. */
    private boolean keepsItsData(String service, ContainerState container) {
        Map<String, String> there = container.volumes();
        Map<String, String> shared =
                new HashMap<>(resolved.model().service(service).namedVolumes());
        shared.keySet().retainAll(there.keySet());
        return !shared.isEmpty()
                && shared.entrySet().stream()
                        .allMatch(mount ->
                                resolved.model().volumeName(mount.getValue()).equals(there.get(mount.getKey())));
    }
}
