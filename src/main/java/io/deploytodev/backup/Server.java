package io.deploytodev.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What ran a service when its data was taken.
 *
 * @param image as the compose files name it
 * @param imageId the engine's
 * @param version of a Postgres, its major one; empty where it is not known
 * @param user of a Postgres: who may do everything there
 * @param volume the key of the volume that holds a Postgres' data; empty where that is none with a name
 * @param destination where that volume is mounted
 * @param data the directory of the data in the container
 * @param initialArguments what {@code initdb} was told
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Server(
        String service,
        String image,
        String imageId,
        String version,
        String user,
        String volume,
        String destination,
        String data,
        String initialArguments) {}
