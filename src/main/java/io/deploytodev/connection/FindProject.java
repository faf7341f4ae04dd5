package io.deploytodev.connection;

import io.deploytodev.config.NearestName;
import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.docker.Engine;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.release.StateAccess;
import io.deploytodev.release.StateDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds out where the state of a project lies on a host, for whoever has no configuration that says it: in the account's
 * home, or where the labels of its containers say.
 */
final class FindProject {

    private static final String USUAL_BASE = "/.deploy-to-dev";

    private static final String DEPLOYED = """
            for state in "$1"/*/releases; do
              [ ! -d "$state" ] || { state=${state%/releases}; printf '%s\\n' "${state##*/}"; }
            done
            """;

    private final String host;
    private final String home;
    private final Set<String> deployed;
    private final List<ComposeContainer> containers;

    /**
     * @param host its name, for messages
     * @param deployed the projects that have state in the account's home
     * @param containers all that Compose made on the host
     */
    FindProject(String host, String home, Set<String> deployed, List<ComposeContainer> containers) {
        this.host = host;
        this.home = home;
        this.deployed = new TreeSet<>(deployed);
        this.containers = List.copyOf(containers);
    }

    static FindProject on(CommandRunner runner, String host, String home, Engine engine) {
        return new FindProject(host, home, runner.run(deployedIn(home)), engine.composeContainers());
    }

    static Command<Set<String>> deployedIn(String home) {
        return Command.script(DEPLOYED, List.of(home + USUAL_BASE))
                .repeatable()
                .parsedBy(result -> result.text().lines().collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * The state directory, which need not be there.
     *
     * @param wanted the project; empty for the only one
     * @throws DeployFailure of kind USAGE when there is no such project, or more than one
     */
    StateDirectory find(Optional<String> wanted, CommandRunner runner) {
        Map<String, String> places = places();
        String project = wanted.orElseGet(() -> only(places));
        String place = places.get(project);
        if (place == null && !running().contains(project)) {
            throw unknown(project, places);
        }
        if (place == null || place.equals(usual(project))) {
            return StateDirectory.of(home, project);
        }
        String base = place.substring(0, place.lastIndexOf('/'));
        return StateDirectory.in(
                base, project, runner.run(StateAccess.ask(base, project)).sharing());
    }

    /** Of the projects that this tool deployed; where a container says something else than the home, it is right. */
    private Map<String, String> places() {
        Map<String, String> places = new TreeMap<>();
        deployed.forEach(project -> places.put(project, usual(project)));
        for (ComposeContainer container : containers) {
            StateDirectory.thatStarted(container.configFiles(), container.workingDirectory())
                    .ifPresent(place -> places.put(container.project(), place));
        }
        return places;
    }

    private String usual(String project) {
        return home + USUAL_BASE + "/" + project;
    }

    private Set<String> running() {
        return containers.stream().map(ComposeContainer::project).collect(Collectors.toCollection(TreeSet::new));
    }

    private String only(Map<String, String> places) {
        Set<String> candidates = places.isEmpty() ? running() : places.keySet();
        if (candidates.size() == 1) {
            return candidates.iterator().next();
        }
        throw candidates.isEmpty()
                ? new DeployFailure(
                        FailureKind.USAGE,
                        "There is no project on " + host + ".",
                        "Nothing was deployed there by this account, and Docker Compose runs nothing.",
                        "Name the host that was meant, or deploy to this one: deploy-to-dev deploy")
                : new DeployFailure(
                        FailureKind.USAGE,
                        "There is more than one project on " + host + ".",
                        "They are: " + String.join(", ", candidates) + ".",
                        "Name one of them: --project " + candidates.iterator().next());
    }

    private DeployFailure unknown(String project, Map<String, String> places) {
        List<String> all = new ArrayList<>(new TreeSet<>(places.keySet()));
        running().stream().filter(name -> !all.contains(name)).forEach(all::add);
        return new DeployFailure(
                FailureKind.USAGE,
                "There is no project " + project + " on " + host + ".",
                all.isEmpty() ? "There is none at all." : "Those there are: " + String.join(", ", all) + ".",
                NearestName.of(project, all)
                        .map(near -> "Did you mean --project " + near + "?")
                        .orElse("Name one of those with --project, or another host."));
    }
}
