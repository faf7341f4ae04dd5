package io.deploytodev.ops;

import io.deploytodev.connection.Connection;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.Host;
import io.deploytodev.host.ReconnectingHost;
import io.deploytodev.serving.Configs;
import io.deploytodev.serving.Served;
import java.time.Clock;
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
     * The logs of a project that is being looked at, over another connection.
     *
     * @param looking the one over which it is looked at
     * @param listener hears of that one, for it is there as long as somebody reads
     * @throws DeployFailure when there is no connection to be had
     */
    public Logs logs(Connection looking, ReconnectingHost.LinkListener listener) {
        Host another = access.connectPacked(access.target(whom.host()), whom.patience(), listener);
        return Logs.over(another, looking, whom);
    }
}
