package io.deploytodev.deploy;

import io.deploytodev.release.Release;
import java.util.Optional;

/**
 * A release that is being made.
 *
 * @param previous the one that runs now; empty before the first
 */
record Begun(String releaseId, String startedAt, Optional<Release> previous) {}
