package io.deploytodev.docker;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.WhenCut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** The {@code docker} commands that are about containers, as values. */
public final class ContainerCommands {

    /** A container may take its whole grace period to stop. */
    private static final Duration STOP_DEADLINE = Duration.ofMinutes(5);

    /** Stopped first, so that each has its grace period; what is gone already is no failure. */
    private static final String REMOVE = """
            docker stop -- "$@" > /dev/null || true
            docker rm --force -- "$@" > /dev/null
            """;

    /** Each has its grace period, all at the same time; then they come again as they were. */
    private static final String RESTART = """
            set -eu
            docker stop -- "$@" > /dev/null
            docker start -- "$@" > /dev/null
            """;

    /**
     * Those that others depend on go last. Networks and volumes are those that Compose made for the project: what is external
     * has no such label, and what somebody else uses meanwhile the engine does not take away.
     */
    private static final String DOWN = """
            project=$1 volumes=$2
            shift 2
            label=label=com.docker.compose.project=$project
            [ "$volumes" = yes ] && anonymous=--volumes || anonymous=
            for wave; do
              docker stop -- $wave > /dev/null
              docker rm --force $anonymous -- $wave > /dev/null
            done
            rest=$(docker ps --all --quiet --filter "$label")
            [ -z "$rest" ] || docker rm --force $anonymous -- $rest > /dev/null
            [ -z "$(docker ps --all --quiet --filter "$label")" ] || exit 1
            failed=0
            for network in $(docker network ls --quiet --filter "$label"); do
              name=$(docker network inspect --format '{{.Name}}' "$network")
              if docker network rm "$network" > /dev/null 2>&1; then echo "network $name"; else echo "used network $name"; fi
            done
            [ "$volumes" = yes ] || exit 0
            for volume in $(docker volume ls --quiet --filter "$label"); do
              if docker volume rm "$volume" > /dev/null; then echo "volume $volume"; else failed=1; fi
            done
            exit $failed
            """;

    /** Compose's own patience for what it replaces: to be cut off between the stop and the start is worst. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration DEADLINE = Duration.ofMinutes(30);

    private ContainerCommands() {}

    /** Stops containers, all at the same time. */
    public static Command<CommandResult> stop(Collection<String> ids) {
        return job("stop", Command.of(words(List.of("docker", "stop", "--"), ids)));
    }

    /** Starts containers that were stopped, or have ended. */
    public static Command<CommandResult> start(Collection<String> ids) {
        return job("start", Command.of(words(List.of("docker", "start", "--"), ids)));
    }

    /** Stops containers and starts them again. */
    public static Command<CommandResult> restart(Collection<String> ids) {
        return job("restart", Command.script(RESTART, List.copyOf(ids)));
    }

    /**
     * Takes away all that the engine has of a project, but for its images.
     *
     * @param waves the ids of its containers, those first that go first; any other of the project goes after them
     * @param volumes whether its volumes go, and their data with them
     * @return what went beside the containers, a line for each: {@code network NAME}, {@code volume NAME}; {@code used network
     *     NAME} is one that somebody else is in
     */
    public static Command<List<String>> down(String project, List<List<String>> waves, boolean volumes) {
        List<String> parameters = new ArrayList<>(List.of(project, volumes ? "yes" : "no"));
        waves.forEach(wave -> parameters.add(String.join(" ", wave)));
        return job("down", Command.script(DOWN, parameters)).parsedBy(result -> result.text()
                .lines()
                .filter(line -> line.matches("(used )?network .*|volume .*"))
                .toList());
    }

    private static List<String> words(List<String> first, Collection<String> more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(more);
        return all;
    }

    /** What is cut off in the middle would leave a service down that nobody meant to. */
    private static Command<CommandResult> job(String name, Command<CommandResult> command) {
        return command.within(DEADLINE).whenCut(new WhenCut.GoesOn(name, PATIENCE));
    }

    /**
     * The number that a process of the host has in its own container; empty when it is gone, or the kernel does not tell.
     */
    public static Command<OptionalLong> numberInside(long processId) {
        return Command.of(List.of("sed", "-n", "s/^NSpid:.*[[:space:]]//p", "/proc/" + processId + "/status"))
                .accepting(0, 1, 2)
                .repeatable()
                .parsedBy(result -> {
                    String number = result.text().strip();
                    return number.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(number)) : OptionalLong.empty();
                });
    }

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
