package io.deploytodev.docker;

import java.time.Instant;

/** Hears a container's log, line by line. */
@FunctionalInterface
public interface LogReader {

    /**
     * One line.
     *
     * @param at when it was written, by the dev host's clock
     * @return whether to read on
     */
    boolean line(Instant at, String line);
}
