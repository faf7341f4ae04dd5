package io.deploytodev.deploy;

import io.deploytodev.docker.ComposeContainer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A project of the host that looks like the one that is to be deployed there for the first time, under another name:
 * Compose takes the directory's name when nobody gives it one.
 *
 * @param services those that both have
 */
record Lookalike(String project, String directory, Set<String> services) {

    /** Two projects may both have a redis; more in common is no chance. */
    private static final int ENOUGH = 2;

    /** The one with most in common, if any has enough. */
    static Optional<Lookalike> of(Set<String> services, List<String> files, Collection<ComposeContainer> others) {
        Map<String, List<ComposeContainer>> projects = others.stream()
                .filter(ComposeContainer::running)
                .collect(Collectors.groupingBy(ComposeContainer::project, TreeMap::new, Collectors.toList()));
        return projects.values().stream()
                .filter(containers -> common(services, containers).size() >= ENOUGH || sameFiles(files, containers))
                .map(containers -> new Lookalike(
                        containers.get(0).project(),
                        containers.get(0).workingDirectory(),
                        common(services, containers)))
                .filter(like -> 2 * like.services.size() >= services.size())
                .max(Comparator.comparing(like -> like.services.size()));
    }

    private static Set<String> common(Set<String> services, List<ComposeContainer> containers) {
        Set<String> common =
                containers.stream().map(ComposeContainer::service).collect(Collectors.toCollection(HashSet::new));
        common.retainAll(services);
        return common;
    }

    private static boolean sameFiles(List<String> files, List<ComposeContainer> containers) {
        return names(files).equals(names(List.of(containers.get(0).configFiles().split(",", -1))));
    }

    private static Set<String> names(List<String> files) {
        return files.stream()
                .map(file -> String.valueOf(Path.of(file).getFileName()))
                .collect(Collectors.toSet());
    }

    String question(String ours) {
        return "There is no project " + ours + " on the host yet, but " + project + " runs there, from " + directory
                + ", with " + services.stream().sorted().collect(Collectors.joining(", "))
                + ": is it this one? Then stop here, and set project: " + project
                + " in deploy.yml; it is adopted with its data. As it is, " + ours
                + " becomes a project of its own beside it, with empty volumes.";
    }
}
