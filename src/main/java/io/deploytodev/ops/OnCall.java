package io.deploytodev.ops;

import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.serving.Configs;
import io.deploytodev.serving.Served;
import java.time.Clock;
import java.util.function.Function;

/** Asks about a project as it runs. Needs no checkout of it, and takes no lock. */
public final class OnCall {

    private final Inquiry inquiry;
    private final Configs configs;

    public OnCall(SshAccess access, Whom whom, Configs configs, Clock clock) {
        this.inquiry = new Inquiry(access, whom, clock);
        this.configs = configs;
    }

    /**
     * The answer to a question.
     *
     * @throws DeployFailure when the host cannot be asked
     */
    public <R> R ask(Function<Served, R> question) {
        return inquiry.ask(connection -> question.apply(new Served(connection, configs)));
    }
}
