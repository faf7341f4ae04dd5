package io.deploytodev.deploy;

import java.util.HashMap;
import java.util.Map;

/**
 * The images that this deploy runs.
 *
 * @param references service to the reference by content that its container names
 * @param builds digest of what a build was made from to the id of its image
 * @param anyBuilt whether any of them was built now
 */
record BuiltImages(Map<String, String> references, Map<String, String> builds, boolean anyBuilt) {

    static final BuiltImages NONE = new BuiltImages(Map.of(), Map.of(), false);

    BuiltImages {
        references = Map.copyOf(references);
        builds = Map.copyOf(builds);
    }

    /** These and those; those win. */
    BuiltImages and(BuiltImages others) {
        Map<String, String> allReferences = new HashMap<>(references);
        allReferences.putAll(others.references);
        Map<String, String> allBuilds = new HashMap<>(builds);
        allBuilds.putAll(others.builds);
        return new BuiltImages(allReferences, allBuilds, anyBuilt || others.anyBuilt);
    }
}
