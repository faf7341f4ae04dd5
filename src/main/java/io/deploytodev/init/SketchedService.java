package io.deploytodev.init;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A service as its compose files tell without being resolved.
 *
 * @param build where its image is built
 * @param healthcheck the words of its own check
 * @param environment name to value, as far as it stands in the file
 */
public record SketchedService(
        String name,
        Place place,
        Optional<String> image,
        Optional<Build> build,
        List<Port> ports,
        List<EnvFile> envFiles,
        Optional<Healthcheck> healthcheck,
        Set<String> profiles,
        Set<String> dependsOn,
        Map<String, String> environment,
        List<String> entrypoint,
        List<String> command) {

    public SketchedService {
        ports = List.copyOf(ports);
        envFiles = List.copyOf(envFiles);
        profiles = Set.copyOf(profiles);
        dependsOn = Set.copyOf(dependsOn);
        environment = Map.copyOf(environment);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
    }

    /**
     * Where an image is built.
     *
     * @param context relative to the project
     * @param dockerfile relative to the context
     */
    public record Build(String context, String dockerfile, Place place) {}

    /**
     * A port that is published.
     *
     * @param published on the host
     * @param target in the container
     * @param isOpen whether other machines reach it
     */
    public record Port(int published, int target, boolean isOpen, Place place) {}

    /** A file that brings variables into the service, relative to the project. */
    public record EnvFile(String path, boolean isRequired, Place place) {}

    /** The check that the compose file gives the service. */
    public record Healthcheck(String words, Place place) {}
}
