package io.deploytodev.deploy;

import java.util.Map;

/**
 * The images that this deploy runs.
 *
 * @param references service to the reference by content that its container names
 * @param builds digest of what a build was made from to the id of its image
 */
record BuiltImages(Map<String, String> references, Map<String, String> builds) {

    BuiltImages {
        references = Map.copyOf(references);
        builds = Map.copyOf(builds);
    }
}
