package io.deploytodev.docker;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The {@code docker} commands that are about containers, as values. */
public final class ContainerCommands {

    /** A container may take its whole grace period to stop. */
    private static final Duration STOP_DEADLINE = Duration.ofMinutes(5);

    /** Stopped first, so that each has its grace period; what is gone already is no failure. */
    private static final String REMOVE = """
            docker stop -- "$@" > /dev/null || true
            docker rm --force -- "$@" > /dev/null
            """;

    private ContainerCommands() {}

    /** All that the engine knows of these containers; holds secrets. */
    public static Command<RunningProject> inspect(Collection<String> ids) {
        List<String> argv = new ArrayList<>(List.of("docker", "container", "inspect", "--"));
        argv.addAll(ids);
        return Command.of(argv).parsedBy(result -> RunningProject.parse(result.text()));
    }

    /** Stops and removes containers; never their volumes. */
    public static Command<CommandResult> remove(Collection<String> ids) {
        return Command.script(REMOVE, List.copyOf(ids)).within(STOP_DEADLINE);
    }
}
