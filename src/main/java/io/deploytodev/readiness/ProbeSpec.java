package io.deploytodev.readiness;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Which probe a service is asked by, with what it takes to ask. */
public sealed interface ProbeSpec {

    /** How long a service may take for one answer when nothing else is said. */
    Duration PATIENCE = Dialogue.PATIENCE;

    /** The probe itself, which remembers what it has seen: each container needs its own. */
    Probe probe(Target target, Duration patience);

    /** Log in to Postgres and {@code SELECT 1}. */
    record Postgres(int port, PostgresLogin login) implements ProbeSpec {
        @Override
        public Probe probe(Target target, Duration patience) {
            return new PostgresProbe(target.toPort().apply(port), login, patience);
        }
    }

    /** Log in to Neo4j and {@code RETURN 1}. */
    record Bolt(int port, BoltLogin login) implements ProbeSpec {
        @Override
        public Probe probe(Target target, Duration patience) {
            return new BoltProbe(target.toPort().apply(port), login, patience);
        }
    }

    /** Log in to Redis and {@code PING}. */
    record Redis(int port, RedisLogin login) implements ProbeSpec {
        @Override
        public Probe probe(Target target, Duration patience) {
            return new RedisProbe(target.toPort().apply(port), login, patience);
        }
    }

    /** See whether a port takes connections. */
    record Tcp(int port) implements ProbeSpec {
        @Override
        public Probe probe(Target target, Duration patience) {
            return new TcpProbe(target.toPort().apply(port), port, patience);
        }
    }

    /** GET a path, and look at the answer. */
    record Http(int port, String path, HttpExpectation expected) implements ProbeSpec {
        @Override
        public Probe probe(Target target, Duration patience) {
            return HttpProbe.through(target.toPort().apply(port), url(target, port, path), expected, patience);
        }
    }

    /** Ask a path to become a WebSocket. */
    record WebSocket(int port, String path) implements ProbeSpec {
        @Override
        public Probe probe(Target target, Duration patience) {
            return WebSocketProbe.through(target.toPort().apply(port), url(target, port, path), patience);
        }
    }

    /** Look for a line in the log. */
    record Log(String regex) implements ProbeSpec {
        @Override
        public Probe probe(Target target, Duration patience) {
            return new LogProbe(Pattern.compile(regex), target.container(), target.log(), patience);
        }
    }

    /** Run a command in the container. */
    record Command(List<String> argv) implements ProbeSpec {
        public Command {
            argv = List.copyOf(argv);
        }

        @Override
        public Probe probe(Target target, Duration patience) {
            return new CommandProbe(argv, target.container(), target.commands(), patience);
        }

        /** Without the arguments, for they may hold passwords. */
        @Override
        public String toString() {
            return "Command[" + argv.get(0) + "]";
        }
    }

    /** Ask the container's own healthcheck, or see that it runs where it has none. */
    record ContainerHealth() implements ProbeSpec {
        @Override
        public Probe probe(Target target, Duration patience) {
            return new EagerHealthProbe(target.container(), false, target.commands(), patience);
        }
    }

    /** Ask the container's own healthcheck, which it must have. */
    record OwnHealthcheck() implements ProbeSpec {
        @Override
        public Probe probe(Target target, Duration patience) {
            return new EagerHealthProbe(target.container(), true, target.commands(), patience);
        }
    }

    /** See that it ended with exit code 0. */
    record OneShot() implements ProbeSpec {
        @Override
        public Probe probe(Target target, Duration patience) {
            return new OneShotProbe(target.container());
        }
    }

    /** Compose allows names that a URL's host may not have. */
    private static URI url(Target target, int port, String path) {
        return URI.create("http://" + target.service().replace('_', '-') + ":" + port + path);
    }
}
