package io.deploytodev.ops;

import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.connection.Connect;
import io.deploytodev.connection.Connection;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.History;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Asks a dev host what was deployed there. Takes no lock, and changes nothing. */
public final class HistoryReader {

    private final SshAccess access;
    private final Clock clock;

    public HistoryReader(SshAccess access, Clock clock) {
        this.access = access;
        this.clock = clock;
    }

    /**
     * Everything that is recorded of a project.
     *
     * @param patience how long a lost connection is tried anew
     * @throws DeployFailure when the host cannot be asked
     */
    public History read(HostEntry host, String project, Duration patience) {
        StepScope quiet = new StepScope("connect", event -> {}, clock);
        try (Connection connection =
                new Connect(access, host, project, patience).run(quiet).value()) {
            return connection.releases().history();
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
