package io.deploytodev.release;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
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
 * @param outcome {@code healthy}; or {@code adopted}, for what ran before the first; or else how it failed, and then
 *     nobody can return to it
 * @param run what was done, and what came of it
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
        String outcome,
        Run run) {

    /** The shape that this version writes. */
    public static final int SCHEMA = 1;

    /** The outcome of what was started by hand, and found there by the first deploy. */
    public static final String ADOPTED = "adopted";

    /** The outcome of what is being made just now. */
    public static final String UNDER_WAY = "underWay";

    /** The outcome of what serves. */
    public static final String HEALTHY = "healthy";

    public Release {
        images = Map.copyOf(images);
        builds = Map.copyOf(builds);
        stepMillis = Map.copyOf(stepMillis);
    }

    /** Whether it can be returned to: it served once, and is more than the record of a return to another. */
    @JsonIgnore
    public boolean isGood() {
        return !run.isReturn() && (outcome.equals(HEALTHY) || isAdopted());
    }

    /** Whether it was started by hand: then it had no tree of ours, and no build. */
    @JsonIgnore
    public boolean isAdopted() {
        return outcome.equals(ADOPTED);
    }

    /**
     * How a release came about.
     *
     * @param verb {@code deploy} or {@code rollback}
     * @param target the release that a rollback returned to; else empty
     * @param tookMillis how long it took in all
     * @param changes in short, each for people: {@code files: 3 sent}
     * @param failure what went wrong, in one sentence; empty when nothing did
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Run(String verb, String target, long tookMillis, List<String> changes, String failure) {

        /** Of what was found, and of records of earlier versions. */
        public static final Run UNKNOWN = new Run("deploy", "", 0, List.of(), "");

        public Run {
            changes = List.copyOf(changes);
        }

        /** The first changes, and how many more there are; for a list. */
        public String inShort() {
            return String.join("; ", changes.subList(0, Math.min(2, changes.size())))
                    + (changes.size() > 2 ? "; and " + (changes.size() - 2) + " more" : "");
        }

        /** Whether it made another release the current one again. */
        @JsonIgnore
        public boolean isReturn() {
            return verb.equals("rollback");
        }
    }
}
