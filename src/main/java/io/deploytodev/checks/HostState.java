package io.deploytodev.checks;

import io.deploytodev.docker.EngineFacts;
import io.deploytodev.docker.HostFacts;
import java.time.Duration;
import java.util.Optional;

/**
 * A dev host that can be deployed to, as it was seen at one moment.
 *
 * @param name as the configuration calls it
 * @param ahead how far its clock is ahead of this machine's, at least; negative when it is behind
 * @param lockHolder who is at work on the project there just now, in full
 * @param builds whether the project has something to build
 */
public record HostState(
        String name,
        HostFacts facts,
        HostVitals vitals,
        EngineFacts engine,
        Duration ahead,
        Optional<String> lockHolder,
        boolean builds) {}
