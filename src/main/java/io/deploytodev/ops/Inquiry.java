package io.deploytodev.ops;

import io.deploytodev.connection.Connect;
import io.deploytodev.connection.Connection;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.docker.EngineAway;
import io.deploytodev.docker.EngineFailed;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.pipeline.StepScope;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** Asks a dev host something. Takes no lock, and shows nothing of the way there. */
public final class Inquiry {

    private final SshAccess access;
    private final Whom whom;
    private final Clock clock;

    public Inquiry(SshAccess access, Whom whom, Clock clock) {
        this.access = access;
        this.whom = whom;
        this.clock = clock;
    }

    /**
     * The answer to a question.
     *
     * @throws DeployFailure when the host cannot be asked
     */
    public <R> R ask(Function<Connection, R> question) {
        StepScope quiet = new StepScope("connect", event -> {}, clock);
        return telling(() -> {
            try (Connection connection = Connect.toLook(access, whom).run(quiet).value()) {
                return answer(question, connection);
            }
        });
    }

    /** What is done over a connection. */
    @FunctionalInterface
    interface Work<R> {
        R run() throws IOException;
    }

    /**
     * Does it, and tells of a connection that is lost meanwhile.
     *
     * @throws DeployFailure then, and whatever the work itself throws
     */
    <R> R telling(Work<R> work) {
        try {
            return work.run();
        } catch (HostUnreachable | IOException e) {
            throw new DeployFailure(
                    FailureKind.CONNECT,
                    "The connection to " + whom.host().name() + " was lost.",
                    String.valueOf(e.getMessage()),
                    "Try again when the host answers.",
                    List.of(),
                    e);
        }
    }

    private static <R> R answer(Function<Connection, R> question, Connection connection) {
        try {
            return question.apply(connection);
        } catch (EngineFailed | EngineAway e) {
            throw Connect.blamed(connection.host(), e);
        }
    }
}
