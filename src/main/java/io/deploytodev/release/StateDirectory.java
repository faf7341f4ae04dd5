package io.deploytodev.release;

import io.deploytodev.host.Sharing;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a project's state lies on the dev host: {@code ~/.deploy-to-dev/<project>/}, or in a directory that several
 * accounts share.
 *
 * @param path absolute
 */
public record StateDirectory(String path, Sharing sharing) {

    /** The files that Compose is given to run from; it labels containers with them. */
    private static final Pattern MODEL =
            Pattern.compile("(/.+?)/(?:releases/[^/]+/(?:model|infrastructure)|model)\\.json");

    public static StateDirectory of(String home, String project) {
        return new StateDirectory(home + "/.deploy-to-dev/" + project, Sharing.OWNER);
    }

    /** Below a directory that the configuration names. */
    public static StateDirectory in(String base, String project, Sharing sharing) {
        return new StateDirectory(base + "/" + project, sharing);
    }

    /**
     * The state directory from which a container was started.
     *
     * @param configFiles what Compose labels it with
     * @return empty when this tool did not start it
     */
    public static Optional<String> thatStarted(String configFiles, String workingDirectory) {
        Matcher model = MODEL.matcher(configFiles);
        return model.matches() && workingDirectory.equals(model.group(1) + "/source")
                ? Optional.of(model.group(1))
                : Optional.empty();
    }

    /** The project whose state this is: the directory has its name. */
    public String project() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The synced source tree. */
    public String source() {
        return path + "/source";
    }

    /** The environment that the model is resolved with; holds secrets. */
    public String environment() {
        return path + "/env";
    }

    /** The resolved model of the deploy that is under way; holds secrets. */
    public String model() {
        return path + "/model.json";
    }

    /** What a run is about to change. */
    public String intent() {
        return path + "/intent";
    }

    /** What Compose has said of models before. */
    public String hashes() {
        return path + "/hashes";
    }

    /** The id of the release that runs. */
    public String current() {
        return path + "/current";
    }

    public String release(String id) {
        return path + "/releases/" + id;
    }

    /** The resolved model that a release runs; holds secrets. */
    public String releaseModel(String id) {
        return release(id) + "/model.json";
    }

    /** The environment that a release was resolved with; holds secrets. */
    public String releaseEnvironment(String id) {
        return release(id) + "/env";
    }

    /** The {@code deploy.yml} that a release was made by, as its file reads. */
    public String releaseConfig(String id) {
        return release(id) + "/deploy.yml";
    }

    /** The last log lines of what failed in it. */
    public String releaseLog(String id) {
        return release(id) + "/last.log";
    }

    public String releaseRecord(String id) {
        return release(id) + "/release.json";
    }
}
