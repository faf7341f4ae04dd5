package io.deploytodev.ops;

import io.deploytodev.docker.LoggedContainer;

/** What a reader of logs gets to see, in its place in time. */
public sealed interface LogItem permits LogLine, LogNote {

    /** Whose it is. */
    LoggedContainer container();

    /** When, in nanoseconds since 1970, by the dev host's clock. */
    long time();

    /** About how many bytes of memory it takes. */
    int weight();
}
