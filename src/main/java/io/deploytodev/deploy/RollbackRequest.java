package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.Whom;
import java.time.Duration;
import java.util.Optional;

/**
 * Where to return to a release, and to which.
 *
 * @param whom the project and its host
 * @param who user and machine, for the lock and the record
 * @param release its id, or how its id begins; empty for the last good one before the one that runs
 * @param lockPatience for how long to wait for somebody else who is at work on the project
 */
public record RollbackRequest(
        DeployConfig config, Whom whom, String who, Optional<String> release, Duration lockPatience) {}
