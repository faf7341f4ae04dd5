package io.deploytodev.readiness;

import java.util.function.IntFunction;

/** Which probe a service is asked by, with what it takes to ask. */
public sealed interface ProbeSpec {

    /**
     * The probe itself.
     *
     * @param toPort the way to a port of the service's container
     */
    Probe probe(IntFunction<Connector> toPort, ContainerFacts container);

    /** Log in to Postgres and {@code SELECT 1}. */
    record Postgres(int port, PostgresLogin login) implements ProbeSpec {
        @Override
        public Probe probe(IntFunction<Connector> toPort, ContainerFacts container) {
            return new PostgresProbe(toPort.apply(port), login);
        }
    }

    /** Log in to Neo4j and {@code RETURN 1}. */
    record Bolt(int port, BoltLogin login) implements ProbeSpec {
        @Override
        public Probe probe(IntFunction<Connector> toPort, ContainerFacts container) {
            return new BoltProbe(toPort.apply(port), login);
        }
    }

    /** Log in to Redis and {@code PING}. */
    record Redis(int port, RedisLogin login) implements ProbeSpec {
        @Override
        public Probe probe(IntFunction<Connector> toPort, ContainerFacts container) {
            return new RedisProbe(toPort.apply(port), login);
        }
    }

    /** See whether a port takes connections. */
    record Tcp(int port) implements ProbeSpec {
        @Override
        public Probe probe(IntFunction<Connector> toPort, ContainerFacts container) {
            return new TcpProbe(toPort.apply(port), port);
        }
    }

    /** Ask the container's own healthcheck, or see that it runs. */
    record ContainerHealth() implements ProbeSpec {
        @Override
        public Probe probe(IntFunction<Connector> toPort, ContainerFacts container) {
            return new ContainerHealthProbe(container);
        }
    }

    /** See that it ended with exit code 0. */
    record OneShot() implements ProbeSpec {
        @Override
        public Probe probe(IntFunction<Connector> toPort, ContainerFacts container) {
            return new OneShotProbe(container);
        }
    }
}
