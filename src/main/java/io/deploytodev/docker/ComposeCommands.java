package io.deploytodev.docker;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.WhenCut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code docker compose} commands, as values. */
public final class ComposeCommands {

    /** A build may compile a large project without a cache; a hung one must still end. */
    private static final Duration BUILD_DEADLINE = Duration.ofMinutes(60);

    /** Covers pulling images over a slow link. */
    private static final Duration UP_DEADLINE = Duration.ofMinutes(30);

    /** Compose cut off in the middle would leave neither the old container nor a running new one. */
    private static final Duration UP_PATIENCE = Duration.ofSeconds(60);

    private ComposeCommands() {}

    /** Merges and resolves all files of the project; Compose is their only reader. */
    public static Command<ComposeModel> config(ComposeProject project) {
        return Command.of(compose(project, List.of("config", "--format", "json")))
                .repeatable()
                .parsedBy(result -> ComposeModel.parse(result.text()));
    }

    /** Compose's hash of each service's configuration, which its containers carry as a label. */
    public static Command<Map<String, String>> hashes(ComposeProject project) {
        return Command.of(compose(project, List.of("config", "--hash", "*")))
                .repeatable()
                .parsedBy(result -> parseHashes(result.text()));
    }

    /** The variables that the files demand ({@code ${NAME:?...}}), whether they are set or not. */
    public static Command<List<String>> requiredVariables(ComposeProject project) {
        return Command.of(compose(project, List.of("config", "--variables")))
                .repeatable()
                .parsedBy(result -> result.text()
                        .lines()
                        .map(line -> line.trim().split("\\s+", 3))
                        .filter(words -> words.length >= 2 && words[1].equals("true"))
                        .map(words -> words[0])
                        .sorted()
                        .toList());
    }

    /** Builds the image of one service; its output is BuildKit's plain log. */
    public static Command<CommandResult> build(ComposeProject project, String service) {
        return Command.of(compose(project, List.of("build", service)))
                .within(BUILD_DEADLINE)
                .whenCut(new WhenCut.GoesOn("build", Duration.ZERO));
    }

    /** The profiles that the project's files name, whether they are switched on or not. */
    public static Command<List<String>> profiles(ComposeProject project) {
        return Command.of(compose(project, List.of("config", "--profiles")))
                .repeatable()
                .parsedBy(result -> result.text().lines().toList());
    }

    /** The services of the profiles that are switched on, and of none. */
    public static Command<List<String>> services(ComposeProject project) {
        return Command.of(compose(project, List.of("config", "--services")))
                .parsedBy(result -> result.text().lines().toList());
    }

    /** Fetches the images of these services from their registries. */
    public static Command<CommandResult> pull(ComposeProject project, Collection<String> services) {
        List<String> verb = new ArrayList<>(List.of("pull", "--quiet"));
        verb.addAll(services);
        return Command.of(compose(project, verb))
                .within(UP_DEADLINE)
                .whenCut(new WhenCut.GoesOn("pull", Duration.ZERO));
    }

    /**
     * Creates or recreates, and starts, these services and no others, without waiting for what they depend on: the
     * caller keeps the order.
     */
    public static Command<CommandResult> up(ComposeProject project, Collection<String> services) {
        return up(project, List.of(), services);
    }

    /** The same, with new containers whether anything about them has changed or not. Their anonymous volumes stay theirs. */
    public static Command<CommandResult> upAnew(ComposeProject project, Collection<String> services) {
        return up(project, List.of("--force-recreate"), services);
    }

    private static Command<CommandResult> up(ComposeProject project, List<String> how, Collection<String> services) {
        List<String> verb = new ArrayList<>(List.of("up", "--detach", "--no-deps", "--no-build", "--quiet-pull"));
        verb.addAll(how);
        verb.addAll(services);
        return Command.of(compose(project, verb)).within(UP_DEADLINE).whenCut(new WhenCut.GoesOn("up", UP_PATIENCE));
    }

    /** Stops and starts the containers of these services, which mount anew what they mount. */
    public static Command<CommandResult> restart(ComposeProject project, Collection<String> services) {
        List<String> verb = new ArrayList<>(List.of("restart", "--no-deps"));
        verb.addAll(services);
        return Command.of(compose(project, verb))
                .within(UP_DEADLINE)
                .whenCut(new WhenCut.GoesOn("restart", UP_PATIENCE));
    }

    /** Lets the frozen processes of these services go on. */
    public static Command<CommandResult> unpause(ComposeProject project, Collection<String> services) {
        List<String> verb = new ArrayList<>(List.of("unpause"));
        verb.addAll(services);
        return Command.of(compose(project, verb));
    }

    private static List<String> compose(ComposeProject project, List<String> verb) {
        List<String> argv = new ArrayList<>(List.of(
                "docker",
                "compose",
                "--ansi=never",
                "--progress=plain",
                "--project-name",
                project.name(),
                "--project-directory",
                project.directory()));
        project.files().forEach(file -> argv.addAll(List.of("--file", file)));
        project.envFile().ifPresent(file -> argv.addAll(List.of("--env-file", file)));
        project.profiles().forEach(profile -> argv.addAll(List.of("--profile", profile)));
        argv.addAll(verb);
        return argv;
    }

    private static Map<String, String> parseHashes(String text) {
        Map<String, String> hashes = new LinkedHashMap<>();
        text.lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(words -> words.length == 2)
                .forEach(words -> hashes.put(words[0], words[1]));
        return hashes;
    }
}
