package io.deploytodev.docker;

import java.util.Map;

/**
 * What the images that this tool builds carry, so that nobody else's is ever taken for one of them.
 *
 * @param project the Compose project that they are built for
 * @param state where that project's state lies on the host, for two accounts may each have a project of one name
 */
public record OwnLabels(String project, String state) {

    private static final String PROJECT = "io.deploytodev.project";
    private static final String STATE = "io.deploytodev.state";

    public Map<String, String> asMap() {
        return Map.of(PROJECT, project, STATE, state);
    }

    /** Whether it was built for this project; or from such an image, for labels are handed on. */
    public boolean areOn(EngineImage image) {
        return image.labels().entrySet().containsAll(asMap().entrySet());
    }

    /** Whether it was built by this tool for some project. */
    public static boolean anyOn(EngineImage image) {
        return image.labels().containsKey(PROJECT);
    }
}
