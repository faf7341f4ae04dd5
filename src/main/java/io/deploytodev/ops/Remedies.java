package io.deploytodev.ops;

import io.deploytodev.checks.Finding;
import io.deploytodev.checks.Remedy;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.docker.HostFacts;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.Host;
import io.deploytodev.host.ReconnectingHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Does what the doctor can do about findings. */
public final class Remedies {

    private static final String LINK_COMPOSE = """
            set -eu
            umask 077
            mkdir -p -- "$HOME/.docker/cli-plugins"
            [ -e "$HOME/.docker/cli-plugins/docker-compose" ] ||
              ln -s -- "$(command -v docker-compose)" "$HOME/.docker/cli-plugins/docker-compose"
            """;

    private final SshAccess access;
    private final Whom whom;
    private final String who;
    private final Clock clock;

    /** @param who user and machine, for what takes the lock */
    public Remedies(SshAccess access, Whom whom, String who, Clock clock) {
        this.access = access;
        this.whom = whom;
        this.who = who;
        this.clock = clock;
    }

    /** With what can be done about it on the host, if something can: a Compose that Docker does not know. */
    static Finding ofHost(Finding finding, HostFacts facts) {
        boolean linkIsEnough = facts.composeVersion().isEmpty()
                && !facts.standaloneCompose().isEmpty()
                && finding.what().contains("does not know its Compose");
        return linkIsEnough
                ? finding.healedBy(new Remedy.OnHost(
                        "make the docker-compose of the host known to docker, for this account alone (a link in"
                                + " ~/.docker/cli-plugins)",
                        Command.script(LINK_COMPOSE, List.of())))
                : finding;
    }

    /**
     * Does it.
     *
     * @throws DeployFailure when it does not work
     */
    public void apply(Remedy remedy) {
        try {
            if (remedy instanceof Remedy.OwnerOnly file) {
                Files.setPosixFilePermissions(file.file(), PosixFilePermissions.fromString("rw-------"));
            } else if (remedy instanceof Remedy.Ignored line) {
                ignore(line);
            } else if (remedy instanceof Remedy.OnHost there) {
                try (Host host =
                        access.connect(access.target(whom.host()), Duration.ZERO, ReconnectingHost.LinkListener.NONE)) {
                    host.run(there.command());
                }
            } else if (remedy instanceof Remedy.Pruned) {
                new Prune(access, whom, whom.config().orElseThrow(), clock).carryOut(who, event -> {});
            }
        } catch (IOException e) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    "This could not be done: " + remedy.says() + ".",
                    e.toString(),
                    "Do it by hand.",
                    List.of(),
                    e);
        }
    }

    private static void ignore(Remedy.Ignored line) throws IOException {
        Path file = line.gitignore();
        String before = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        if (before.lines().noneMatch(line.line()::equals)) {
            String separator = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
            Files.writeString(
                    file, separator + line.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
