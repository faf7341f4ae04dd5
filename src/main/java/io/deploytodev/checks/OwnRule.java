package io.deploytodev.checks;

import java.util.Locale;

/** What a deploy itself refuses: the doctor asks the same code. */
public enum OwnRule {
    CONNECTION("the way in: network, host key, login"),
    DOCKER("Docker and Compose are new enough, and may be used"),
    WORKSTATION_FILES("the files that the configuration names are here"),
    SOURCE("the source tree can be read, and brings its compose files"),
    STATE("the project's state on the host is this account's"),
    ENVIRONMENT_FILE("the environment file can be read"),
    VARIABLES("all variables of the compose files are set"),
    ENV_FILES("each env_file of a service is there"),
    COMPOSE_FILES("Compose can read the project's files"),
    SERVICE_NAMES("the services that the configuration names are there"),
    LOCAL_FILES("the files of secrets and configs are there"),
    HEALTH_ADDRESS("it is known where to ask for health"),
    DOCKERFILES("each Dockerfile is there"),
    PORTS("the ports to publish are free"),
    DISK("the disks have room for a deploy");

    private final String well;

    OwnRule(String well) {
        this.well = well;
    }

    /** As programs read it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String well() {
        return well;
    }
}
