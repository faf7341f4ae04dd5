package io.deploytodev.rollout;

import io.deploytodev.docker.ComposeContainer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Containers that Compose made to replace others and never started: until the old one is gone, the new one bears that one's
 * short id before the name, and is started under its real name only.
 */
final class HalfMade {

    private static final Pattern PASSING_NAME = Pattern.compile("[0-9a-f]{12}_.+");

    private HalfMade() {}

    static List<ComposeContainer> among(List<ComposeContainer> containers, String project) {
        return containers.stream()
                .filter(container -> container.project().equals(project))
                .filter(container -> !container.running()
                        && PASSING_NAME.matcher(container.name()).matches())
                .toList();
    }

    static String names(List<ComposeContainer> containers) {
        return containers.stream().map(ComposeContainer::name).sorted().collect(Collectors.joining(", "));
    }
}
