package io.deploytodev.rollout;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.Engine;
import io.deploytodev.docker.Listener;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.readiness.ReadinessOutcome.Failed;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The classic mistake: a program in a container listens on 127.0.0.1, so its own healthcheck passes and nobody else gets
 * in. The kernel of the dev host lists what each process's network listens on, for everybody to read.
 */
final class OwnLoopback {

    private OwnLoopback() {}

    /** The failure with this cause, if it is the cause. */
    static Failed explain(Failed failed, CommandRunner host, Engine engine) {
        ContainerState container = failed.container();
        if (container == null
                || !container.isRunning()
                || failed.lastAnswer() == null
                || !failed.lastAnswer().why().contains("connection refused")) {
            return failed;
        }
        OptionalLong process = engine.processId(container.id());
        if (process.isEmpty()) {
            return failed;
        }
        String ports = ports(read(process.getAsLong(), host));
        return ports.isEmpty()
                ? failed
                : new Failed(
                        failed.service(),
                        failed.cause(),
                        failed.why() + "; in its container it listens on 127.0.0.1 only (port " + ports
                                + "), where nobody else gets in",
                        "let " + failed.service()
                                + " listen on 0.0.0.0 instead of 127.0.0.1: mostly an option or a variable"
                                + " of its own, such as --host or HOST",
                        failed.question(),
                        failed.lastAnswer(),
                        failed.container(),
                        failed.after());
    }

    private static List<Listener> read(long process, CommandRunner host) {
        String network = "/proc/" + process + "/net/";
        try {
            return host.run(Command.of(List.of("cat", network + "tcp", network + "tcp6"))
                    .accepting(0, 1)
                    .parsedBy(result -> result.text()
                            .lines()
                            .flatMap(line -> Listener.ofLine(line).stream())
                            .toList()));
        } catch (CommandFailed e) {
            return List.of(); // a cause that cannot be found out is none that can be told
        }
    }

    /** The ports that only the container itself reaches. */
    static String ports(List<Listener> listeners) {
        TreeSet<Integer> loopback = listeners.stream()
                .filter(listener -> listener.isLoopback() && !listener.isDockersNameServer())
                .map(Listener::port)
                .collect(Collectors.toCollection(TreeSet::new));
        listeners.stream()
                .filter(listener -> !listener.isLoopback())
                .map(Listener::port)
                .forEach(loopback::remove);
        return Optional.of(loopback).stream()
                .flatMap(TreeSet::stream)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }
}
