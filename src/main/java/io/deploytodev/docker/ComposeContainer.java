package io.deploytodev.docker;

import java.time.Instant;

/**
 * A container that Compose made, as a listing shows it.
 *
 * @param name the container's
 * @param endedWell whether it ended with exit code 0, as a one-shot does
 * @param workingDirectory what relative paths of its Compose files referred to
 * @param configFiles the files that it was made from, separated by commas
 */
public record ComposeContainer(
        String id,
        String name,
        String project,
        String service,
        String workingDirectory,
        String configFiles,
        boolean running,
        boolean endedWell,
        Instant created) {}
