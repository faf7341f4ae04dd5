package io.deploytodev.deploy;

import io.deploytodev.checks.Disk;
import io.deploytodev.connection.Connection;
import io.deploytodev.host.Amount;
import java.util.List;
import java.util.Optional;

/**
 * Whether an engine that went away has no room where it keeps its data: then it may have ended on that, and does not come back
 * before there is some. Asks the host alone.
 *
 * @param free in bytes, for this account
 */
record EngineRoom(String directory, long free) {

    /** An engine writes less than that when it starts. */
    private static final long ENOUGH = 16 * 1024L * 1024;

    /** Empty when there is room, or nobody knows. */
    static Optional<EngineRoom> lacking(Connection c) {
        try {
            return c.engine()
                    .knownDataDirectory()
                    .map(directory -> new EngineRoom(
                            directory,
                            c.host().run(Disk.of(List.of(directory))).get(0).freeBytes()))
                    .filter(room -> room.free() < ENOUGH);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** A sentence. */
    String told() {
        return Amount.of(free) + " are free under " + directory
                + ", where it keeps its data: without room it ends, and does not start again.";
    }
}
