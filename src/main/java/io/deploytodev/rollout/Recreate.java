package io.deploytodev.rollout;

import io.deploytodev.docker.ComposeCommands;
import io.deploytodev.docker.ComposeProject;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.Engine;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.OutputListener;
import io.deploytodev.pipeline.ToItsEnd;
import io.deploytodev.readiness.ReadinessListener;
import io.deploytodev.readiness.ReadinessOutcome;
import io.deploytodev.readiness.ReadinessWait;
import io.deploytodev.readiness.ServiceReadiness;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** The plain way: Compose replaces the container, and the new one is waited for. */
public final class Recreate {

    private static final int EVIDENCE_LINES = 12;

    private final CommandRunner host;
    private final Engine engine;
    private final ComposeProject project;
    private final FailureKind kind;

    /**
     * @param project read from a resolved model
     * @param kind what a service that does not come up counts as
     */
    public Recreate(CommandRunner host, Engine engine, ComposeProject project, FailureKind kind) {
        this.host = host;
        this.engine = engine;
        this.project = project;
        this.kind = kind;
    }

    /**
     * Creates, recreates or starts these services, as Compose finds it necessary, and no others.
     *
     * @param absent those of them whose image the host does not have yet
     * @param status hears what Compose does
     */
    public void up(Collection<String> services, Collection<String> absent, Consumer<String> status) {
        if (services.isEmpty()) {
            return;
        }
        OutputListener told = (stream, line) -> status.accept(line.trim().replaceAll(" +", " "));
        try {
            if (!absent.isEmpty()) {
                host.run(ComposeCommands.pull(project, absent), told);
            }
            // Left in the middle, Compose would leave neither the old container nor a running new one.
            ToItsEnd.run("compose up", () -> host.run(ComposeCommands.up(project, services), told));
        } catch (CommandFailed e) {
            throw new DeployFailure(
                    kind,
                    "Docker Compose could not start " + String.join(", ", services) + ".",
                    lastLine(e),
                    "Mend what it names, in the compose files or on the dev host, and deploy again.",
                    e.lastLines(),
                    e);
        }
    }

    /**
     * Waits until all of these answer.
     *
     * @throws DeployFailure with the evidence of the first that will not, or not in time
     */
    public void awaitReady(Collection<ServiceReadiness> services, ReadinessListener status) {
        try {
            ReadinessOutcome outcome = new ReadinessWait(status).await(services);
            if (outcome instanceof ReadinessOutcome.Failed failed) {
                throw failed.toFailure(kind, log(failed));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for services");
        }
    }

    private List<String> log(ReadinessOutcome.Failed failed) {
        return Optional.ofNullable(failed.container()).map(ContainerState::id).stream()
                .flatMap(id -> engine.lastLogLines(id, EVIDENCE_LINES).stream())
                .map(line -> "log: " + line)
                .toList();
    }

    private static String lastLine(CommandFailed e) {
        List<String> lines = e.lastLines();
        return lines.isEmpty() ? String.valueOf(e.getMessage()) : lines.get(lines.size() - 1);
    }
}
