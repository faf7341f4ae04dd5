package io.deploytodev.ops;

import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.connection.Connect;
import io.deploytodev.connection.Connection;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.pipeline.StepScope;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Asks a dev host something. Takes no lock, and shows nothing of the way there. */
public final class Inquiry {

    private final SshAccess access;
    private final HostEntry host;
    private final String project;
    private final Duration patience;
    private final Clock clock;

    /** @param patience how long a lost connection is tried anew */
    public Inquiry(SshAccess access, HostEntry host, String project, Duration patience, Clock clock) {
        this.access = access;
        this.host = host;
        this.project = project;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * The answer to a question.
     *
     * @throws DeployFailure when the host cannot be asked
     */
    public <R> R ask(Function<Connection, R> question) {
        StepScope quiet = new StepScope("connect", event -> {}, clock);
        try (Connection connection =
                new Connect(access, host, project, patience).run(quiet).value()) {
            return question.apply(connection);
        } catch (HostUnreachable | IOException e) {
            throw new DeployFailure(
                    FailureKind.CONNECT,
                    "The connection to " + host.name() + " was lost.",
                    String.valueOf(e.getMessage()),
                    "Try again when the host answers.",
                    List.of(),
                    e);
        }
    }
}
