package io.deploytodev.rollout;

import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.docker.Engine;
import io.deploytodev.host.CommandFailed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Containers that never start again, for what runs containers still knows something under their ids: the engine ended while it
 * stopped them. Only a container with another id starts. See github.com/moby/moby/issues/36145 and 50040.
 */
final class StaleTask {

    private static final Pattern ALREADY_THERE = Pattern.compile(
            "(?:task|container) \"?([0-9a-f]{64})\"?: already exists|mkdir \\S*/([0-9a-f]{64}): file exists");

    private StaleTask() {}

    /** The services whose containers a command of Compose could not start for that; empty when it failed for another reason. */
    static Set<String> among(Engine engine, CommandFailed failure) {
        Set<String> ids = ids(failure);
        return ids.isEmpty() ? Set.of() : services(engine.composeContainers(), ids);
    }

    /** The services of these containers. */
    static Set<String> services(List<ComposeContainer> containers, Set<String> ids) {
        return containers.stream()
                .filter(container -> ids.contains(container.id()))
                .map(ComposeContainer::service)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The ids of the containers that a command could not start for that. */
    static Set<String> ids(CommandFailed failure) {
        Set<String> ids = new HashSet<>();
        Matcher there = ALREADY_THERE.matcher(failure.said());
        while (there.find()) {
            ids.add(there.group(1) == null ? there.group(2) : there.group(1));
        }
        return ids;
    }
}
