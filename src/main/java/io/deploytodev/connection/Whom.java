package io.deploytodev.connection;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import java.time.Duration;
import java.util.Optional;

/**
 * Which project on which host a verb is about, as far as the workstation knows.
 *
 * @param project empty for the only one that there is on the host
 * @param config the project's, where it is at hand
 */
public record Whom(HostEntry host, Optional<String> project, Optional<DeployConfig> config) {

    /** As long as a configuration that says nothing about it. */
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(90);

    /** A project whose configuration is at hand. */
    public static Whom of(DeployConfig config, HostEntry host) {
        return new Whom(host, Optional.of(config.project()), Optional.of(config));
    }

    /** For how long a connection that broke is tried to be made anew. */
    public Duration patience() {
        return config.map(c -> c.timeouts().connection()).orElse(USUAL_PATIENCE);
    }
}
