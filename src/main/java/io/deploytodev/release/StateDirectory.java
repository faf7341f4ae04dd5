package io.deploytodev.release;

/**
 * Where a project's state lies on the dev host: {@code ~/.deploy-to-dev/<project>/}.
 *
 * @param path absolute
 */
public record StateDirectory(String path) {

    public static StateDirectory of(String home, String project) {
        return new StateDirectory(home + "/.deploy-to-dev/" + project);
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

    public String releaseRecord(String id) {
        return release(id) + "/release.json";
    }
}
