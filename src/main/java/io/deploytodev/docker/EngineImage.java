package io.deploytodev.docker;

import java.util.List;
import java.util.Map;

/**
 * An image that an engine has.
 *
 * @param names repository and tag of each; none when it is dangling
 * @param bytes all of its layers
 * @param sharedBytes those of them that other images have too
 * @param containers that were made of it, ended ones too
 */
public record EngineImage(
        String id, List<String> names, Map<String, String> labels, long bytes, long sharedBytes, int containers) {

    public EngineImage {
        names = List.copyOf(names);
        labels = Map.copyOf(labels);
    }

    /** Whether Compose built it for this project. */
    public boolean isBuiltByComposeFor(String project) {
        return project.equals(labels.get(ComposeLabels.PROJECT));
    }
}
