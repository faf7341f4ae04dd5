package io.deploytodev.release;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/**
 * What the dev host remembers of a deploy. Stored as JSON; holds no secrets.
 *
 * @param schema version of this shape; a newer one than {@link #SCHEMA} is refused
 * @param id the host's UTC time, the lock's number, the commit, and {@code dirty} if it was
 * @param from user and machine that deployed
 * @param treeDigest of the synced tree
 * @param images service to the image it runs, for those that this project builds
 * @param builds digest of what a build was made from to the id of the image that came out
 * @param stepMillis step to how long it took, in milliseconds
 * @param outcome {@code healthy}: a failed deploy leaves no release; or {@code adopted}, for what ran before the first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Release(
        int schema,
        String id,
        String project,
        String startedAt,
        String from,
        String commit,
        String branch,
        boolean dirty,
        String treeDigest,
        Map<String, String> images,
        Map<String, String> builds,
        Map<String, Long> stepMillis,
        String outcome) {

    /** The shape that this version writes. */
    public static final int SCHEMA = 1;

    /** The outcome of what was started by hand, and found there by the first deploy. */
    public static final String ADOPTED = "adopted";

    public Release {
        images = Map.copyOf(images);
        builds = Map.copyOf(builds);
        stepMillis = Map.copyOf(stepMillis);
    }

    /** Whether it was started by hand: then it had no tree of ours, and no build. */
    @JsonIgnore
    public boolean isAdopted() {
        return outcome.equals(ADOPTED);
    }
}
