package io.deploytodev.ops;

import io.deploytodev.connection.Connection;
import io.deploytodev.connection.Whom;
import io.deploytodev.docker.EngineLogs;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.LongFunction;

/** Reads the logs of a project, over a connection of its own: what nobody reads fast enough holds up only itself. */
public final class Logs implements AutoCloseable {

    private final Host host;
    private final EngineLogs engine;
    private final String project;
    private final Duration patience;

    private Logs(Host host, EngineLogs engine, String project, Duration patience) {
        this.host = host;
        this.engine = engine;
        this.project = project;
        this.patience = patience;
    }

    /**
     * Those of the project of a connection.
     *
     * @param host another connection to its host; closed with this
     */
    static Logs over(Host host, Connection connection, Whom whom) {
        try {
            EngineLogs engine = EngineLogs.of(
                    host, host.forwardUnixSocket(connection.facts().socket()));
            return new Logs(host, engine, connection.directory().project(), whom.patience());
        } catch (IOException e) {
            host.close();
            throw unreadable(e);
        }
    }

    /**
     * Reads until there is no more, or nobody looks any more.
     *
     * @param services empty for all
     * @param request given what the dev host's clock says now, in nanoseconds since 1970
     * @return whether there was any container
     * @throws CancellationException when the user ended it
     */
    public boolean read(Set<String> services, LongFunction<LogRequest> request, LogSink sink) {
        try (LogFollower follower = new LogFollower(
                engine,
                host.name(),
                project,
                container -> services.isEmpty() || services.contains(container.service()),
                request.apply(engine.now()),
                patience)) {
            return follower.run(sink);
        } catch (IOException e) {
            throw unreadable(e);
        } catch (InterruptedException e) {
            throw stopped();
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
        host.close();
    }
}
