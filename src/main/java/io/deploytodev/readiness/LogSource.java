package io.deploytodev.readiness;

import io.deploytodev.docker.LogReader;
import java.time.Duration;
import java.time.Instant;

/** Where a container's log is read. */
@FunctionalInterface
public interface LogSource {

    /** Reads what was written since a moment, until the reader has had enough or the time is up. */
    void read(String containerId, Instant since, Duration patience, LogReader reader);
}
