package io.deploytodev.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks whether programs are in an image, without starting anything: files are asked of a container that was made of it;
 * where there is none, one is created for that, never started, and removed.
 */
final class ImagePrograms {

    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final DockerClient client;

    ImagePrograms(DockerClient client) {
        this.client = client;
    }

    /** Each program to whether it is there; none where nothing can be said. */
    Map<String, Boolean> find(ImageFacts image, Set<String> programs) {
        if (programs.isEmpty()) {
            return Map.of();
        }
        try {
            Optional<String> existing =
                    client.listContainersCmd().withShowAll(true).withAncestorFilter(List.of(image.id())).exec().stream()
                            .filter(container -> image.id().equals(container.getImageId()))
                            .map(Container::getId)
                            .findFirst();
            return existing.isPresent() ? in(existing.get(), image, programs) : inNewOne(image, programs);
        } catch (NotFoundException | ConflictException e) {
            return Map.of(); // it went away meanwhile
        }
    }

    private Map<String, Boolean> inNewOne(ImageFacts image, Set<String> programs) {
        // An image without a command could not make one otherwise; it is never run.
        String id = client.createContainerCmd(image.id())
                .withCmd("nothing")
                .withNetworkDisabled(true)
                .withLabels(Map.of("io.deploytodev.doctor", "looks"))
                .exec()
                .getId();
        try {
            return in(id, image, programs);
        } finally {
            client.removeContainerCmd(id).withRemoveVolumes(true).exec();
        }
    }

    private Map<String, Boolean> in(String container, ImageFacts image, Set<String> programs) {
        Map<String, Boolean> found = new LinkedHashMap<>();
        for (String program : programs) {
            found.put(program, places(program, image).anyMatch(place -> isThere(container, place)));
        }
        return found;
    }

    private static Stream<String> places(String program, ImageFacts image) {
        String path = image.environment().getOrDefault("PATH", USUAL_PATH);
        return program.startsWith("/")
                ? Stream.of(program)
                : Stream.of(path.split(":", -1))
                        .filter(directory -> directory.startsWith("/"))
                        .map(directory -> directory + "/" + program);
    }

    private boolean isThere(String container, String place) {
        try {
            client.copyArchiveFromContainerCmd(container, place).exec().close();
            return true;
        } catch (NotFoundException e) {
            return false;
        } catch (IOException e) {
            return true; // it was found, and nobody wanted to read it
        }
    }
}
