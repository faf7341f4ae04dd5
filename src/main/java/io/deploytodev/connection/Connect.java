package io.deploytodev.connection;

import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.docker.Engine;
import io.deploytodev.docker.EngineAway;
import io.deploytodev.docker.EngineFailed;
import io.deploytodev.docker.HostFacts;
import io.deploytodev.docker.HostRequirements;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.Daemon;
import io.deploytodev.host.Host;
import io.deploytodev.host.ReconnectingHost;
import io.deploytodev.host.SshTarget;
import io.deploytodev.host.WatchedHost;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.ReleaseStore;
import io.deploytodev.release.StateAccess;
import io.deploytodev.release.StateDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Logs in to the dev host and checks that it can do what a deploy asks of it. */
public final class Connect implements Step<Connection> {

    private final SshAccess access;
    private final HostEntry entry;
    private final Optional<String> project;
    private final boolean isConfigured;
    private final Duration patience;
    private final boolean isLook;

    /** @param patience for how long a connection that broke is tried to be made anew */
    public Connect(SshAccess access, HostEntry entry, String project, Duration patience) {
        this(access, entry, Optional.of(project), true, patience, false);
    }

    /** The same for those who may not know where the state lies, or of which project. */
    public Connect(SshAccess access, Whom whom) {
        this(access, whom.host(), whom.project(), whom.config().isPresent(), whom.patience(), false);
    }

    /** The same for those who change nothing: they need an engine that answers, and ask nothing more of the host. */
    public static Connect toLook(SshAccess access, Whom whom) {
        return new Connect(access, whom.host(), whom.project(), whom.config().isPresent(), whom.patience(), true);
    }

    private Connect(
            SshAccess access,
            HostEntry entry,
            Optional<String> project,
            boolean isConfigured,
            Duration patience,
            boolean isLook) {
        this.access = access;
        this.entry = entry;
        this.project = project;
        this.isConfigured = isConfigured;
        this.patience = patience;
        this.isLook = isLook;
    }

    @Override
    public StepResult<Connection> run(StepScope scope) throws IOException {
        SshTarget target = access.target(entry);
        scope.status("ssh " + target.user() + "@" + target.address() + " port " + target.port());
        // Beside the login, which waits for the host most of the time.
        Daemon.start("prepare", () -> {
            Engine.prepare();
            ReleaseStore.prepare();
        });
        Host host = new WatchedHost(
                isLook
                        ? access.connect(target, patience, told(scope))
                        : access.connectBusy(target, patience, told(scope)),
                (command, ending, took) -> scope.commandEnded(target.name(), command, ending, took));
        try {
            HostFacts facts = isLook ? facts(host, target) : allFacts(host, target);
            Engine engine = Engine.of(host, host.forwardUnixSocket(facts.socket()));
            StateDirectory directory = project.filter(name -> isConfigured)
                    .map(name -> stateDirectory(name, host, facts))
                    .orElseGet(() -> FindProject.on(host, target.name(), facts.home(), engine)
                            .find(project, host));
            return StepResult.done(
                    new Connection(host, engine, facts, directory, SshAccess.login(entry)),
                    facts.user() + "@" + target.address()
                            + (isLook
                                    ? ""
                                    : ", Docker " + facts.engineVersion() + ", Compose " + facts.composeVersion()));
        } catch (EngineFailed | EngineAway e) {
            try (host) {
                throw blamed(host, e);
            }
        } catch (IOException | RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /**
     * Why an engine fails that was only to be looked at: it may be one that will not do.
     *
     * @return the failure that says so, or the one that was seen
     */
    public static RuntimeException blamed(Host host, RuntimeException seen) {
        return HostRequirements.unmet(host.name(), host.run(HostFacts.ask()))
                .<RuntimeException>map(failure -> failure)
                .orElse(seen);
    }

    /** Asks for little; if that does not do, for all, which says what is wrong. */
    private static HostFacts facts(Host host, SshTarget target) {
        HostFacts facts = ask(host, target, HostFacts.askWhere());
        return HostRequirements.mayBeAsked(facts) ? facts : allFacts(host, target);
    }

    private static HostFacts allFacts(Host host, SshTarget target) {
        HostFacts facts = ask(host, target, HostFacts.ask());
        HostRequirements.unmet(target.name(), facts).ifPresent(failure -> {
            throw failure;
        });
        return facts;
    }

    private StateDirectory stateDirectory(String name, Host host, HostFacts facts) {
        if (entry.state().isEmpty()) {
            return StateDirectory.of(facts.home(), name);
        }
        String named = entry.state().get().replaceFirst("/+$", "");
        String base = named.startsWith("/") ? named : facts.home() + "/" + named.replaceFirst("^~/", "");
        StateAccess access = host.run(StateAccess.ask(base, name));
        access.problem(host.name(), facts.user(), facts.groups()).ifPresent(failure -> {
            throw failure;
        });
        return StateDirectory.in(base, name, access.sharing());
    }

    private static ReconnectingHost.LinkListener told(StepScope scope) {
        return new ReconnectingHost.LinkListener() {
            @Override
            public void lost(String host, Duration patience) {
                scope.notice("The connection to " + host + " was lost; trying for up to " + patience.toSeconds()
                        + " s to connect again.");
            }

            @Override
            public void restored(String host, Duration after) {
                scope.notice("Connected to " + host + " again, " + after.toSeconds() + " s later.");
            }
        };
    }

    private static HostFacts ask(Host host, SshTarget target, Command<HostFacts> question) {
        try {
            return host.run(question);
        } catch (CommandFailed e) {
            throw new DeployFailure(
                    FailureKind.HOST,
                    "The account " + target.user() + " on " + target.name() + " cannot run commands.",
                    e.lastLines().isEmpty() ? String.valueOf(e.getMessage()) : String.join("\n", e.lastLines()),
                    "Give it a shell there (sudo usermod -s /bin/bash " + target.user() + "), or name another user.",
                    List.of(),
                    e);
        }
    }
}
