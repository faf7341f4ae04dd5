package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerCommand;
import io.deploytodev.docker.Engine;
import io.deploytodev.host.Host;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * One container that probes ask.
 *
 * @param service its name, as far as a server may want to be called by it
 * @param toPort the way to a port of it
 * @param container its state
 * @param log its log
 * @param commands how commands are run in it
 */
public record Target(
        String service,
        IntFunction<Connector> toPort,
        ContainerFacts container,
        LogSource log,
        CommandSource commands) {

    /** A container of a dev host. */
    public static Target on(Host host, Engine engine, String service, ContainerFacts container) {
        return new Target(
                service,
                port -> Connector.toContainer(host, container, port),
                container,
                engine::readLog,
                (id, argv) -> engine.start(id, argv).map(OnEngine::new));
    }

    private record OnEngine(ContainerCommand command) implements CommandSource.Started {

        @Override
        public Optional<Integer> exitCode(Duration patience) {
            return command.exitCode(patience);
        }

        @Override
        public String lastLine() {
            return command.lastLine();
        }

        @Override
        public void close() {
            command.close();
        }
    }
}
