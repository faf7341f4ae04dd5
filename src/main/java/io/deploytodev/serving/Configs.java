package io.deploytodev.serving;

import io.deploytodev.config.DeployConfig;
import java.util.Optional;

/** How the configuration of a project is read that was found on a host. */
@FunctionalInterface
public interface Configs {

    /**
     * What it was deployed with, as far as that can be read on this machine; else the nearest that there is.
     *
     * @param kept the text of the {@code deploy.yml} that the release keeps
     */
    DeployConfig of(String project, Optional<String> kept);
}
