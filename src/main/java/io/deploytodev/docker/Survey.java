package io.deploytodev.docker;

import java.util.List;
import java.util.Map;

/**
 * What was found of a Compose project at one time.
 *
 * @param listed all of its containers
 * @param containers those of the services that were asked about
 * @param imageIds the ids of the images that were asked about, by their names
 */
public record Survey(List<ComposeContainer> listed, List<ContainerState> containers, Map<String, String> imageIds) {

    public static final Survey NOTHING = new Survey(List.of(), List.of(), Map.of());

    public Survey {
        listed = List.copyOf(listed);
        containers = List.copyOf(containers);
        imageIds = Map.copyOf(imageIds);
    }
}
