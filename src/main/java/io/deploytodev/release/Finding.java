package io.deploytodev.release;

import java.util.Locale;

/**
 * Something of this project's on the host that nobody needs any more.
 *
 * @param name of an image, or a path below the state directory
 * @param bytes that go with it; what it shares with what stays is not counted
 */
public record Finding(Kind kind, String name, long bytes) {

    /** What it is. */
    public enum Kind {
        /** The record of a release that is not kept, with its model and environment. */
        RELEASE,
        /** The files of a release that is not kept. */
        TREE,
        /** An image that this project built, or one of its names. */
        IMAGE,
        /** What the builder kept of everybody's builds; only where the configuration caps it. */
        CACHE,
        /** What a job of an earlier deploy said. */
        JOB,
        /** What a client left half done that was killed. */
        LEFTOVER;

        /** In small letters, for people and programs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
