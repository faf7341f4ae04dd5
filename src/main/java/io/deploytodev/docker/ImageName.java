package io.deploytodev.docker;

/**
 * The name of an image without its tag.
 *
 * @param repository with the registry before it, if there is one
 */
public record ImageName(String repository) {

    private static final int CONTENT_TAG_DIGITS = 16;

    /** The name in a reference such as {@code registry:5000/team/backend:dev}. */
    public static ImageName parse(String reference) {
        String name = reference;
        int digest = name.indexOf('@');
        if (digest >= 0) {
            name = name.substring(0, digest);
        }
        int tag = name.lastIndexOf(':');
        // A colon before a slash belongs to the registry's port.
        return new ImageName(tag > name.lastIndexOf('/') ? name.substring(0, tag) : name);
    }

    /** The image's own name, without registry and team. */
    public String lastPart() {
        return repository.substring(repository.lastIndexOf('/') + 1);
    }

    public String withTag(String tag) {
        return repository + ":" + tag;
    }

    /** A tag that is the same for the same content: it recreates a container only when the image is another. */
    public static String contentTag(String imageId) {
        return "content-" + imageId.replaceFirst("^sha256:", "").substring(0, CONTENT_TAG_DIGITS);
    }
}
