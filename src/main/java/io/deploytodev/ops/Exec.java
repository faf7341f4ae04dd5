package io.deploytodev.ops;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ExecRequest;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.serving.Served;
import java.util.List;
import java.util.OptionalInt;

/** Runs commands in a service as it runs. */
public final class Exec {

    /** A shell that people like to use, where the image has it. */
    private static final List<String> SHELL =
            List.of("sh", "-c", "command -v bash > /dev/null 2>&1 && exec bash; exec sh");

    private static final List<String> BASH = List.of("bash");

    private final Served served;
    private final String service;
    private final OptionalInt index;

    /** @param index of the replica; empty for the first that runs */
    public Exec(Served served, String service, OptionalInt index) {
        this.served = served;
        this.service = service;
        this.index = index;
    }

    /**
     * Runs a command with separate streams, byte for byte.
     *
     * @throws DeployFailure when there is no such service, it does not run, or the connection is lost
     */
    public Ended run(ExecRequest request, Streams streams) {
        return in(container()).run(request, streams);
    }

    /**
     * Runs a command on the user's terminal.
     *
     * @throws DeployFailure when there is no such service, it does not run, or the connection is lost
     */
    public Ended run(ExecRequest request, Terminal terminal) {
        return in(container()).run(withKindOf(terminal, request), terminal);
    }

    /**
     * Runs a shell: bash, else sh.
     *
     * @param how as whom and where; its command is not looked at
     * @return its exit code
     * @throws DeployFailure when the image has no shell, too
     */
    public int shell(ExecRequest how, Terminal terminal) {
        ContainerState container = container();
        ExecRequest request = withKindOf(terminal, how);
        Ended ended = in(container).run(request.running(SHELL), terminal);
        if (ended.refused().isPresent()) {
            ended = in(container).run(request.running(BASH), terminal);
        }
        String why = ended.refused().orElse("");
        if (!why.isEmpty()) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "No shell can be started in " + service + ".",
                    "Its image has neither bash nor sh, as small images do. The engine says: " + why,
                    "Run a program that it has: deploy-to-dev exec " + service + " -- PROGRAM"
                            + "\nOr look into it from an image with a shell: deploy-to-dev ssh -- docker run --rm -it --pid"
                            + " container:" + container.name() + " --network container:" + container.name()
                            + " --volumes-from " + container.name() + " busybox sh");
        }
        return ended.exitCode();
    }

    /** What the container knows of terminals is little: one that it does not know is called by what it is like. */
    private static ExecRequest withKindOf(Terminal terminal, ExecRequest request) {
        String kind = terminal.kind();
        boolean known = kind.matches("(xterm|screen|tmux|rxvt|vt\\d|linux|ansi|dumb)[A-Za-z0-9.-]*");
        return request.with("TERM=" + (known ? kind : "xterm-256color"));
    }

    private ContainerState container() {
        List<ContainerState> containers = served.connection().engine().containers(served.project(), service);
        if (containers.isEmpty()) {
            served.services(List.of(service));
        }
        return new OneContainer(service, containers).running(index);
    }

    private InContainer in(ContainerState container) {
        Connection connection = served.connection();
        return new InContainer(connection.host(), connection.engine(), container);
    }
}
