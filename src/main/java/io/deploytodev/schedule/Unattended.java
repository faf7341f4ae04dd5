package io.deploytodev.schedule;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.config.Schedule;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.Host;
import io.deploytodev.host.ReconnectingHost;
import io.deploytodev.host.SshTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Whether schedules would find their way where nobody can be asked: no agent, no passphrase, no question. */
public final class Unattended {

    private static final Duration FOR_A_REMOTE = Duration.ofMinutes(1);

    private static final String UNATTENDED = " -o BatchMode=yes -o ConnectTimeout=20";

    /** What the repository or the user says of how git starts ssh; one line, or none. */
    private static final Command<String> CONFIGURED_SSH = git("config", "--get", "core.sshCommand")
            .accepting(0, 1)
            .parsedBy(result -> result.text().strip());

    private final DeployConfig config;
    private final Supplier<SshAccess> access;
    private final CommandRunner repository;

    /**
     * For the schedules of a configuration.
     *
     * @param access with the environment that the timer gives
     * @param repository where git is run: in the root of the tree
     */
    public Unattended(DeployConfig config, Supplier<SshAccess> access, CommandRunner repository) {
        this.config = config;
        this.access = access;
        this.repository = repository;
    }

    /**
     * What came of it.
     *
     * @param well what works, each in a few words
     * @param failures what does not
     */
    public record Report(List<String> well, List<DeployFailure> failures) {
        public Report {
            well = List.copyOf(well);
            failures = List.copyOf(failures);
        }
    }

    /** Logs in to each host that a schedule names, and asks each remote. */
    public Report check() {
        List<String> well = new ArrayList<>();
        List<DeployFailure> failures = new ArrayList<>();
        Set<String> hosts = new LinkedHashSet<>(
                config.schedules().stream().map(Schedule::host).toList());
        hosts.forEach(name -> tried(
                well,
                failures,
                () -> login(Objects.requireNonNull(config.hosts().get(name)))));
        Set<String> refs = new LinkedHashSet<>(config.schedules().stream()
                .flatMap(schedule -> schedule.ref().stream())
                .toList());
        variables().forEach(name -> tried(well, failures, () -> variable(name)));
        if (!refs.isEmpty()) {
            remotes(refs).forEach(remote -> tried(well, failures, () -> ask(remote)));
        }
        return new Report(well, failures);
    }

    private static void tried(List<String> well, List<DeployFailure> failures, Supplier<String> trial) {
        try {
            well.add(trial.get());
        } catch (DeployFailure e) {
            failures.add(e);
        }
    }

    /** Those that hold the addresses of whom to tell; what they hold is nobody's business here. */
    private List<String> variables() {
        return Stream.of(
                        config.messages().webhook(),
                        config.messages().secret(),
                        config.messages().deadMan())
                .flatMap(Optional::stream)
                .toList();
    }

    private String variable(String name) {
        if (config.messages().value(Optional.of(name)).isEmpty()) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    "A timer does not know " + name + ", so nobody would be told.",
                    "notify names it, and a timer has no variables of your shell.",
                    "Write " + name + "=... into .env beside " + config.file()
                            + ", and keep that file from others (chmod 600).");
        }
        return name + " is set";
    }

    private String login(HostEntry entry) {
        SshAccess way = access.get();
        SshTarget target = way.target(entry);
        try (Host host = way.connect(target, Duration.ZERO, ReconnectingHost.LinkListener.NONE)) {
            host.run(Command.of(List.of("true")));
            return "ssh to " + entry.name() + ", as " + target.user() + "@" + target.address();
        } catch (DeployFailure e) {
            throw new DeployFailure(
                    e.kind(),
                    "A timer does not get into " + entry.name() + ": " + e.what(),
                    e.why(),
                    e.next()
                            + "\nA timer has no agent, and nobody to type a passphrase: it needs a key without one, named in"
                            + " hosts." + entry.name() + ".identity or ~/.ssh/config, which may be for this alone.",
                    e.evidence(),
                    e);
        }
    }

    /** The first words of a ref may name one; else it is the usual. */
    private Set<String> remotes(Set<String> refs) {
        List<String> known;
        try {
            known = repository.run(
                    git("remote").parsedBy(result -> result.text().lines().toList()));
        } catch (CommandFailed e) {
            known = List.of();
        }
        Set<String> remotes = new LinkedHashSet<>();
        for (String ref : refs) {
            remotes.add(known.stream()
                    .filter(name -> ref.startsWith(name + "/"))
                    .findFirst()
                    .or(() -> config.ref().remote())
                    .orElse("origin"));
        }
        return remotes;
    }

    private String ask(String remote) {
        try {
            String ssh = repository.run(CONFIGURED_SSH);
            repository.run(git("ls-remote", "--quiet", remote, "HEAD")
                    .startedBy(List.of("env", "GIT_SSH_COMMAND=" + (ssh.isEmpty() ? "ssh" : ssh) + UNATTENDED))
                    .within(FOR_A_REMOTE));
            return "git ls-remote " + remote;
        } catch (CommandFailed e) {
            throw new DeployFailure(
                    FailureKind.CONNECT,
                    "A timer does not reach the git remote " + remote + ".",
                    Optional.of(e.lastLines())
                            .filter(lines -> !lines.isEmpty())
                            .map(lines -> lines.get(lines.size() - 1))
                            .orElse(String.valueOf(e.getMessage())),
                    "For ssh: a key without a passphrase (a deploy key that may only read will do), named in ~/.ssh/config, and"
                            + " the remote's host key known. For https: a credential helper that asks nobody. Try it as a"
                            + " timer does: env -i HOME=\"$HOME\" PATH=\"$PATH\" GIT_TERMINAL_PROMPT=0 git -C "
                            + config.source().root() + " ls-remote " + remote + " HEAD",
                    e.lastLines(),
                    e);
        }
    }

    /** Nobody is asked for a password or whether to trust a key. */
    private static Command<CommandResult> git(String... words) {
        List<String> argv = new ArrayList<>(List.of(
                "env",
                "-u",
                "SSH_AUTH_SOCK",
                "-u",
                "SSH_ASKPASS",
                "GIT_TERMINAL_PROMPT=0",
                "GCM_INTERACTIVE=never",
                "git"));
        argv.addAll(List.of(words));
        return Command.of(argv);
    }
}
