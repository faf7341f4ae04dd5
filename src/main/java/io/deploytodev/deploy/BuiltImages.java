package io.deploytodev.deploy;

import java.util.HashMap;
import java.util.Map;

/**
 * The images that this deploy runs.
 *
 * @param references service to the reference by content that its container names
 * @param ids reference to the id of the image that it names
 * @param builds digest of what a build was made from to the id of its image
 * @param reused name without a tag to the id of an image from an earlier build, which has no tag of this release yet
 * @param anyBuilt whether any of them was built now
 */
record BuiltImages(
        Map<String, String> references,
        Map<String, String> ids,
        Map<String, String> builds,
        Map<String, String> reused,
        boolean anyBuilt) {

    static final BuiltImages NONE = new BuiltImages(Map.of(), Map.of(), Map.of(), Map.of(), false);

    BuiltImages {
        references = Map.copyOf(references);
        ids = Map.copyOf(ids);
        builds = Map.copyOf(builds);
        reused = Map.copyOf(reused);
    }

    /** These and those; those win. */
    BuiltImages and(BuiltImages others) {
        return new BuiltImages(
                merged(references, others.references),
                merged(ids, others.ids),
                merged(builds, others.builds),
                merged(reused, others.reused),
                anyBuilt || others.anyBuilt);
    }

    private static Map<String, String> merged(Map<String, String> these, Map<String, String> those) {
        Map<String, String> all = new HashMap<>(these);
        all.putAll(those);
        return all;
    }
}
