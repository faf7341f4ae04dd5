package io.deploytodev.ops;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.AuditTrail;
import io.deploytodev.connection.Connect;
import io.deploytodev.connection.Connection;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.TakeLock;
import io.deploytodev.connection.Whom;
import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.RunFailure;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.AuditEntry;
import io.deploytodev.release.LockBreak;
import io.deploytodev.release.LockNote;
import io.deploytodev.release.LockStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Ends the hold of whoever has the lock, and what they left at work on the host. */
public final class Unlock {

    private static final String VERB = "unlock";

    private final SshAccess access;
    private final Whom whom;
    private final DeployConfig config;
    private final String who;
    private final boolean force;
    private final EventSink events;
    private final Clock clock;

    /** @param force without it, it is only told who would be ended */
    public Unlock(
            SshAccess access,
            Whom whom,
            DeployConfig config,
            String who,
            boolean force,
            EventSink events,
            Clock clock) {
        this.access = access;
        this.whom = whom;
        this.config = config;
        this.who = who;
        this.force = force;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Frees the lock.
     *
     * @throws DeployFailure of kind LOCKED when somebody holds it, and nobody said that they be ended
     */
    public void run() {
        Pipeline story = new Pipeline();
        var login = story.add("connect", new Connect(access, whom));
        var ended = story.<Optional<LockNote>>add("unlock", scope -> end(login.get(), scope), login);
        var take = new TakeLock(login, who + ", " + VERB);
        var held = story.<Connection>add("lock", scope -> hold(take, ended.get(), login, scope), ended);
        Instant start = clock.instant();
        AuditTrail audit = new AuditTrail(who, VERB, clock);
        events.accept(new DeployEvent.RunStarted(
                start, VERB, config.project(), whom.host().name(), story.names()));
        try {
            story.run(events, clock);
            String what = ended.get()
                    .map(note -> "ended " + note.inFull())
                    .orElse("nobody held the lock; what was left at work is ended");
            audit.ended(login, held, "", AuditEntry.DONE, what);
            boolean free = held.get().lock().isPresent();
            close(held);
            events.accept(succeeded(free, what, start));
        } catch (RuntimeException e) {
            DeployFailure failure = failure(e);
            audit.ended(login, held, "", failure.kind().id(), failure.what());
            Instant now = clock.instant();
            events.accept(RunFailure.told(failure, now, Duration.between(start, now)));
            throw failure;
        } finally {
            close(held);
            close(login);
        }
    }

    private StepResult<Optional<LockNote>> end(Connection login, StepScope scope) {
        if (!force) {
            LockStatus status = login.host().run(LockStatus.ask(login.directory()));
            if (status.note().isPresent()) {
                throw refused(status.note().get());
            }
        }
        scope.status("ending whoever holds the lock");
        Optional<LockNote> note = force
                ? login.host().run(LockBreak.of(login.directory(), who + ", " + VERB + " --force"))
                : Optional.empty();
        return note.isPresent()
                ? StepResult.done(note, "ended " + note.get().inFull())
                : StepResult.unchanged(note, "nobody held the lock");
    }

    /** Who waited for the lock may have it before us. They do all that is left to do here, as any holder does first. */
    private static StepResult<Connection> hold(
            TakeLock take, Optional<LockNote> ended, Ref<Connection> login, StepScope scope) {
        try {
            return take.run(scope);
        } catch (DeployFailure e) {
            if (e.kind() != FailureKind.LOCKED || ended.isEmpty()) {
                throw e;
            }
            return StepResult.unchanged(login.get(), "who waited for it has it already: " + e.why());
        }
    }

    private DeployFailure refused(LockNote note) {
        return new DeployFailure(
                FailureKind.LOCKED,
                note.whose() + " is at work on " + config.project() + " on "
                        + whom.host().name() + ".",
                "The lock is held by " + note.inFull()
                        + ". Its machine is alive, else the lock would be free within 20 s.",
                "Ask them first. Whoever ends it all the same: deploy-to-dev unlock --force. Their deploy then changes"
                        + " nothing more, what it left at work there is ended, and the next deploy or rollback mends what it"
                        + " left half done.");
    }

    private DeployFailure failure(RuntimeException e) {
        if (e instanceof DeployFailure failure) {
            return failure;
        }
        if (e instanceof CancellationException) {
            return new DeployFailure(
                    FailureKind.INTERRUPTED,
                    "The unlock was stopped.",
                    "On your request.",
                    "deploy-to-dev lock says how it is now.");
        }
        return new DeployFailure(
                e instanceof HostUnreachable ? FailureKind.CONNECT : FailureKind.HOST,
                "The lock on " + whom.host().name() + " could not be freed.",
                String.valueOf(e.getMessage()),
                "deploy-to-dev lock says how it is now.",
                List.of(),
                e);
    }

    private DeployEvent succeeded(boolean free, String what, Instant start) {
        Instant now = clock.instant();
        return new DeployEvent.RunSucceeded(
                now,
                "",
                "the lock of " + config.project() + " on " + whom.host().name()
                        + (free ? " is free: " : " is somebody else's who waited for it: ") + what,
                Map.of(),
                Map.of(),
                List.of(),
                Duration.between(start, now),
                Map.of("deploy-to-dev deploy", "mend what was left half done"));
    }

    private static void close(Ref<Connection> opened) {
        opened.ifPresent().ifPresent(Connection::close);
    }
}
