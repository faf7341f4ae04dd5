package io.deploytodev.plan;

/**
 * What a service should be.
 *
 * @param configHash Compose's hash of its configuration
 * @param imageId {@code sha256:...}; empty when the host does not have the image yet
 * @param oneShot whether it is meant to end
 * @param replicas how many containers it is to have
 */
public record DesiredService(String name, String configHash, String imageId, boolean oneShot, int replicas) {

    public DesiredService(String name, String configHash, String imageId, boolean oneShot) {
        this(name, configHash, imageId, oneShot, 1);
    }

    /** The same, where another hash stands for the same configuration. */
    public DesiredService withConfigHash(String hash) {
        return new DesiredService(name, hash, imageId, oneShot, replicas);
    }
}
