package io.deploytodev.connection;

import io.deploytodev.pipeline.Ref;
import io.deploytodev.release.AuditEntry;
import io.deploytodev.release.DeployLock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Tells the host's audit how a verb ended that held the lock. */
public final class AuditTrail {

    private final String who;
    private final String verb;
    private final Clock clock;
    private final Instant start;

    /** The verb begins. */
    public AuditTrail(String who, String verb, Clock clock) {
        this.who = who;
        this.verb = verb;
        this.clock = clock;
        this.start = clock.instant();
    }

    /**
     * The verb has ended. A verb that never had the lock has changed nothing, and is not told.
     *
     * @param login the connection without the fence: who has lost the lock can still say so
     * @param held the connection that held the lock
     */
    public void ended(Ref<Connection> login, Ref<Connection> held, String release, String outcome, String what) {
        held.ifPresent().flatMap(Connection::lock).ifPresent(lock -> {
            try {
                login.get().audit().append(entry(login.get(), lock, release, outcome, what));
            } catch (RuntimeException e) {
                // What was done is done, and is told where the user looks; a host out of reach is told by who comes
                // next.
            }
        });
    }

    private AuditEntry entry(Connection login, DeployLock lock, String release, String outcome, String what) {
        return new AuditEntry(
                AuditEntry.SCHEMA,
                AuditEntry.iso(login.facts().time()),
                who,
                verb,
                lock.number(),
                release,
                outcome,
                Duration.between(start, clock.instant()).toMillis(),
                what);
    }
}
