package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
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
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.RunFailure;
import io.deploytodev.release.Release;
import io.deploytodev.secret.MaskedEvents;
import io.deploytodev.secret.Secrets;
import io.deploytodev.serving.ReleaseConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is the same for every run that changes a host under its lock, whatever its story: it is announced as events, told to
 * the history and the audit, accompanied by the project's hooks, and explained when it fails.
 */
final class LockedRun {

    private final String verb;
    private final DeployConfig config;
    private final Whom whom;
    private final HostEntry host;
    private final String who;
    private final SshAccess access;
    private final Secrets secrets;
    private final ReleaseConfig configs;
    private final WayBack wayBack;
    private final Hooks hooks;
    private final EventSink events;
    private final Clock clock;
    private final Pipeline story = new Pipeline();

    /** @param reader of the {@code deploy.yml} that a release keeps */
    LockedRun(
            String verb,
            DeployConfig config,
            HostEntry host,
            String who,
            SshAccess access,
            Function<String, DeployConfig> reader,
            EventSink events,
            Clock clock) {
        this(verb, config, Whom.of(config, host), who, access, reader, events, clock);
    }

    /** @param whom where, for those who may not have a configuration at hand that says so */
    LockedRun(
            String verb,
            DeployConfig config,
            Whom whom,
            String who,
            SshAccess access,
            Function<String, DeployConfig> reader,
            EventSink events,
            Clock clock) {
        this.verb = verb;
        this.config = config;
        this.whom = whom;
        this.host = whom.host();
        this.who = who;
        this.access = access;
        this.secrets = Secrets.knownHere(config, host, access.environment());
        this.configs = new ReleaseConfig(config, reader);
        this.wayBack = new WayBack(configs, this::hostAddress, secrets);
        this.hooks = new Hooks(config, host, verb, who);
        this.events = new MaskedEvents(events, secrets);
        this.clock = clock;
    }

    /** What only the story knows, as far as it has come when it is asked. */
    interface Account {

        /** The record that the run makes; empty when it did not come so far. */
        Optional<String> id();

        /** The release that ran when the run began. */
        Optional<Release> before();

        /** For the hooks, see {@link Hooks#facts}. */
        Map<String, String> facts();

        /** The record of a run that failed. */
        Release failed(DeployFailure failure);

        /** The record of the release that serves now that all went well. */
        String served();

        /** What became of it, for the audit. */
        default String outcome() {
            return Release.HEALTHY;
        }

        /** Whether there still is an audit to tell it to. */
        default boolean isTold() {
            return true;
        }

        /** What was done, in a few words for the audit. */
        String inShort();

        /** What the user is told of a run that went well. */
        DeployEvent success(Instant now, Duration took);
    }

    Pipeline story() {
        return story;
    }

    Hooks hooks() {
        return hooks;
    }

    WayBack wayBack() {
        return wayBack;
    }

    Secrets secrets() {
        return secrets;
    }

    ReleaseConfig configs() {
        return configs;
    }

    Clock clock() {
        return clock;
    }

    /** Where the host is reached; asked when it is known. */
    String hostAddress() {
        return access.target(host).address();
    }

    /** The connection, without and with the lock. */
    record Access(Ref<Connection> login, Ref<Connection> held) {}

    /**
     * Adds the steps by which every such run begins.
     *
     * @param patience for how long to wait for somebody else who is at work on the project
     */
    Access begin(Duration patience) {
        var login = story.add("connect", new Connect(access, whom));
        var held = story.add("lock", new TakeLock(login, who + ", " + verb, patience), login);
        hooks.reach(held);
        return new Access(login, held);
    }

    /**
     * Runs the story.
     *
     * @throws DeployFailure when it did not come to its end; what the host serves then, the failure says
     */
    void run(Access access, Account account) {
        hooks.tell(account::facts);
        Instant start = clock.instant();
        AuditTrail audit = new AuditTrail(who, verb, clock);
        events.accept(new DeployEvent.RunStarted(start, verb, config.project(), host.name(), hooks.steps(story)));
        try {
            story.run(events, clock);
            if (account.isTold()) {
                audit.ended(access.login(), access.held(), account.served(), account.outcome(), account.inShort());
            }
            hooks.afterwards(events, clock);
            Instant now = clock.instant();
            events.accept(account.success(now, Duration.between(start, now)));
        } catch (RuntimeException e) {
            List<String> atWork =
                    access.held().ifPresent().map(held -> held.jobs().left()).orElse(List.of());
            DeployFailure failure = secrets.mask(
                    new Aftermath(verb, host.name(), account.before(), wayBack, atWork, roomLacking(access.login()))
                            .of(e));
            note(access.held(), account, failure);
            audit.ended(
                    access.login(),
                    access.held(),
                    account.id().orElse(""),
                    failure.kind().id(),
                    failure.what());
            hooks.afterFailure(failure, events, clock);
            Instant now = clock.instant();
            events.accept(RunFailure.told(failure, now, Duration.between(start, now)));
            throw failure;
        } finally {
            close(access.held());
            close(access.login());
        }
    }

    private static Supplier<Optional<EngineRoom>> roomLacking(Ref<Connection> login) {
        return () -> login.ifPresent().flatMap(EngineRoom::lacking);
    }

    /** Whoever asks later what happened is to find failed runs too; one that lost its lock leaves no more traces. */
    private void note(Ref<Connection> held, Account account, DeployFailure failure) {
        if (account.id().isEmpty() || failure.kind() == FailureKind.LOCKED || failure.kind() == FailureKind.CONNECT) {
            return;
        }
        try {
            Release told = account.failed(failure);
            if (wayBack.isSettled()) {
                held.get().releases().noteSettled(told);
            } else {
                held.get().releases().note(told);
            }
        } catch (RuntimeException e) {
            // The run has failed already, and says so; this would not make it clearer.
        }
    }

    static void close(Ref<Connection> opened) {
        try {
            opened.ifPresent().ifPresent(Connection::close);
        } catch (RuntimeException e) {
            // What was open only led to the host, and the outcome is known.
        }
    }
}
