package io.deploytodev.ops;

import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.docker.EngineSocket;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.Host;
import io.deploytodev.host.ReconnectingHost;
import io.deploytodev.serving.Configs;
import io.deploytodev.serving.Served;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** Asks about a project as it runs. Needs no checkout of it, and takes no lock. */
public final class OnCall {

    private final SshAccess access;
    private final Whom whom;
    private final Inquiry inquiry;
    private final Configs configs;

    public OnCall(SshAccess access, Whom whom, Configs configs, Clock clock) {
        this.access = access;
        this.whom = whom;
        this.inquiry = new Inquiry(access, whom, clock);
        this.configs = configs;
    }

    /** Where this machine reaches the host. */
    public String address() {
        return access.target(whom.host()).address();
    }

    /**
     * The answer to a question.
     *
     * @throws DeployFailure when the host cannot be asked
     */
    public <R> R ask(Function<Served, R> question) {
        return inquiry.ask(connection -> question.apply(new Served(connection, configs)));
    }

    /**
     * Reads logs, over a connection of their own. That one is enough where the project is known and the engine answers; else
     * the host is asked what is the matter.
     *
     * @param listener hears of the connection, for it is there as long as somebody reads
     * @throws DeployFailure when there is no connection to be had, or it is lost
     */
    public <R> R logs(ReconnectingHost.LinkListener listener, Function<Logs, R> reading) {
        return inquiry.telling(() -> {
            Host host = access.connectPacked(access.target(whom.host()), whom.patience(), listener);
            try (Logs logs = logsAtOnce(host).orElseGet(() -> inquiry.ask(looking -> Logs.over(host, looking, whom)))) {
                return reading.apply(logs);
            } finally {
                host.close();
            }
        });
    }

    private Optional<Logs> logsAtOnce(Host host) {
        return whom.project().filter(project -> whom.config().isPresent()).flatMap(project -> EngineSocket.on(host)
                .flatMap(socket -> Logs.at(host, socket, project, whom)));
    }
}
