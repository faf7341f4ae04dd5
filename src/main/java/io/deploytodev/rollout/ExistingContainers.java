package io.deploytodev.rollout;

import io.deploytodev.docker.ContainerCommands;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Containers that are there: stopped and started as they are, and never made anew. */
public final class ExistingContainers {

    private final CommandRunner host;

    /** @param host one that is fenced: what is begun there goes on to its end, whatever becomes of us */
    public ExistingContainers(CommandRunner host) {
        this.host = host;
    }

    /** Stops them and starts them again. */
    public void restart(Collection<ContainerState> containers, FailureKind kind) {
        run("restart", containers, ContainerCommands.restart(ids(containers)), kind);
    }

    public void start(Collection<ContainerState> containers, FailureKind kind) {
        run("start", containers, ContainerCommands.start(ids(containers)), kind);
    }

    public void stop(Collection<ContainerState> containers) {
        run("stop", containers, ContainerCommands.stop(ids(containers)), FailureKind.HOST);
    }

    private void run(String what, Collection<ContainerState> containers, Command<?> command, FailureKind kind) {
        if (containers.isEmpty()) {
            return;
        }
        try {
            host.run(command);
        } catch (CommandFailed e) {
            List<String> lines = e.lastLines();
            throw new DeployFailure(
                    kind,
                    "Docker could not " + what + " "
                            + containers.stream()
                                    .map(ContainerState::service)
                                    .distinct()
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + ".",
                    lines.isEmpty() ? String.valueOf(e.getMessage()) : lines.get(lines.size() - 1),
                    "Mend what it names, and try again; or make it anew: deploy-to-dev deploy",
                    lines,
                    e);
        }
    }

    private static List<String> ids(Collection<ContainerState> containers) {
        return containers.stream().map(ContainerState::id).toList();
    }
}
