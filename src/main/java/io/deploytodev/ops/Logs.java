package io.deploytodev.ops;

import io.deploytodev.connection.Connection;
import io.deploytodev.connection.Whom;
import io.deploytodev.docker.EngineLogs;
import io.deploytodev.docker.LoggedContainer;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Reads the logs of a project, over a connection of their own: what nobody reads fast enough holds up only itself. */
public final class Logs implements AutoCloseable {

    private final Host host;
    private final EngineLogs engine;
    private final String project;
    private final Duration patience;
    private final List<LoggedContainer> containers;

    private Logs(Host host, EngineLogs engine, String project, Duration patience, List<LoggedContainer> containers) {
        this.host = host;
        this.engine = engine;
        this.project = project;
        this.patience = patience;
        this.containers = List.copyOf(containers);
    }

    /**
     * Those of the project of a connection.
     *
     * @param host another connection to its host
     */
    static Logs over(Host host, Connection connection, Whom whom) {
        try {
            return open(
                    host, connection.facts().socket(), connection.directory().project(), whom);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Those of a project, if the engine answers.
     *
     * @param socket the engine's, on the host
     */
    static Optional<Logs> at(Host host, String socket, String project, Whom whom) {
        try {
            return Optional.of(open(host, socket, project, whom));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Logs open(Host host, String socket, String project, Whom whom) throws IOException {
        EngineLogs engine = EngineLogs.of(host, host.forwardUnixSocket(socket));
        try {
            return new Logs(host, engine, project, whom.patience(), engine.containers(project));
        } catch (IOException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    public String project() {
        return project;
    }

    /** The services that had a container when this began. */
    public Set<String> services() {
        return containers.stream().map(LoggedContainer::service).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Reads until there is no more, or nobody looks any more.
     *
     * @param services empty for all
     * @param request given what tells the dev host's clock, in nanoseconds since 1970
     * @return whether there was any container
     * @throws CancellationException when the user ended it
     */
    public boolean read(Set<String> services, Function<LongSupplier, LogRequest> request, LogSink sink) {
        try (LogFollower follower = new LogFollower(
                engine,
                host.name(),
                project,
                container -> services.isEmpty() || services.contains(container.service()),
                request.apply(this::now),
                patience)) {
            return follower.run(sink);
        } catch (InterruptedException e) {
            throw stopped();
        }
    }

    private long now() {
        try {
            return engine.now();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static CancellationException stopped() {
        return new CancellationException("stopped by the user");
    }

    private static DeployFailure unreadable(IOException e) {
        return new DeployFailure(
                FailureKind.HOST,
                "The logs cannot be read.",
                String.valueOf(e.getMessage()),
                "Look at the engine there: systemctl status docker.",
                List.of(),
                e);
    }

    @Override
    public void close() {
        engine.close();
    }
}
