package io.deploytodev.ops;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.AuditTrail;
import io.deploytodev.connection.Connect;
import io.deploytodev.connection.Connection;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.TakeLock;
import io.deploytodev.connection.Whom;
import io.deploytodev.docker.EngineFailed;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.release.AuditEntry;
import io.deploytodev.release.CleanUp;
import io.deploytodev.release.Cleaning;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Takes away what a project has on a dev host and needs no more, under its lock; or only says what that would be. */
public final class Prune {

    private static final String VERB = "prune";

    private final SshAccess access;
    private final Whom whom;
    private final DeployConfig config;
    private final Clock clock;

    public Prune(SshAccess access, Whom whom, DeployConfig config, Clock clock) {
        this.access = access;
        this.whom = whom;
        this.config = config;
        this.clock = clock;
    }

    /** What could go. Takes no lock, and changes nothing. */
    public Cleaning look() {
        return new Inquiry(access, whom, clock).ask(c -> cleanUp(c).look());
    }

    /**
     * Removes it.
     *
     * @param who user and machine
     * @param events hears what is worth knowing meanwhile
     * @throws DeployFailure when the host cannot be reached, or somebody else is at work there
     */
    public Cleaning carryOut(String who, EventSink events) {
        Pipeline story = new Pipeline();
        var login = story.add("connect", new Connect(access, whom));
        var connection = story.add("lock", new TakeLock(login, who + ", " + VERB), login);
        var gone = story.<Cleaning>add(
                VERB,
                scope -> {
                    Connection c = connection.get();
                    long number = c.lock().orElseThrow().number();
                    Cleaning cleaning =
                            cleanUp(c).carryOut(number, config.disk().buildCache());
                    return StepResult.done(cleaning, cleaning.counted());
                },
                connection);
        AuditTrail audit = new AuditTrail(who, VERB, clock);
        try {
            story.run(events, clock);
            audit.ended(login, connection, "", AuditEntry.DONE, gone.get().counted());
            return gone.get();
        } catch (RuntimeException e) {
            DeployFailure failure = explained(e);
            audit.ended(login, connection, "", failure.kind().id(), failure.what());
            throw failure;
        } finally {
            close(connection);
            close(login);
        }
    }

    private CleanUp cleanUp(Connection c) {
        return new CleanUp(c.host(), c.engine(), c.directory(), config.project(), isEnvironmentBrought());
    }

    /** Where that is not known it may be, and what was brought is not for us to remove. */
    private boolean isEnvironmentBrought() {
        return whom.config().isEmpty() || config.bringsEnvironment(whom.host());
    }

    private DeployFailure explained(RuntimeException e) {
        if (e instanceof DeployFailure failure) {
            return failure;
        }
        if (e instanceof HostUnreachable) {
            return new DeployFailure(
                    FailureKind.CONNECT,
                    "The connection to " + whom.host().name() + " was lost.",
                    String.valueOf(e.getMessage()),
                    "Try again when the host answers; what is gone by then is gone, and the rest goes the next time.",
                    List.of(),
                    e);
        }
        if (e instanceof CommandFailed || e instanceof EngineFailed) {
            return new DeployFailure(
                    FailureKind.HOST,
                    "Not all could be removed on " + whom.host().name() + ".",
                    e instanceof CommandFailed failed
                            ? String.join("\n", failed.lastLines())
                            : String.valueOf(e.getMessage()),
                    "Mend that on the host, and try again: deploy-to-dev prune",
                    List.of(),
                    e);
        }
        throw e;
    }

    private static void close(Ref<Connection> ref) {
        Optional<Connection> opened = ref.ifPresent();
        opened.ifPresent(Connection::close);
    }
}
