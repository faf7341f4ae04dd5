package io.deploytodev.backup;

import java.util.Locale;

/** How the data of a service is taken; the strongest last, where several services share a volume. */
public enum How {
    /** Not at all. */
    SKIP,
    /** From its volumes as they are at that moment. */
    LIVE,
    /** From its volumes, while it is stopped for that. */
    STOP,
    /** By the database's own tool, while it serves. */
    DUMP;

    /** In small letters, as it stands in an archive. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
