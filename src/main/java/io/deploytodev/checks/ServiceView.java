package io.deploytodev.checks;

import io.deploytodev.docker.ComposeService;
import io.deploytodev.docker.ImageFacts;
import io.deploytodev.docker.ServiceSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service as it will run, as far as that can be told before.
 *
 * @param dockerfile what it is built from, where that can be read
 * @param image what the engine has of its image: the pulled one, or the one that was built last
 * @param programs those that its healthcheck needs, and whether the image has them; as far as the engine has the image
 * @param oneShot whether it is meant to end
 * @param asked whether the tool asks it in another way than by its healthcheck
 */
public record ServiceView(
        ComposeService service,
        ServiceSettings settings,
        Optional<Dockerfile> dockerfile,
        Optional<ImageFacts> image,
        Map<String, Boolean> programs,
        boolean oneShot,
        boolean asked) {

    public ServiceView {
        programs = Map.copyOf(programs);
    }

    public String name() {
        return service.name();
    }

    /** The same, once it is known which programs its image has. */
    public ServiceView with(Map<String, Boolean> found) {
        return new ServiceView(service, settings, dockerfile, image, found, oneShot, asked);
    }

    boolean isBuilt() {
        return service.build().isPresent();
    }

    /** The model's, else the image's; a Dockerfile says more of the image to come than the last one. */
    public List<String> healthcheck() {
        if (!settings.healthcheck().isEmpty() || settings.healthcheckOff()) {
            return settings.healthcheck();
        }
        return dockerfile.map(Dockerfile::healthcheck).orElseGet(() -> image.map(ImageFacts::healthcheck)
                .orElse(List.of()));
    }

    /** Entrypoint and command, as it will be started; empty when it is not known. */
    List<String> start() {
        List<String> words = new ArrayList<>(
                !service.entrypoint().isEmpty()
                        ? service.entrypoint()
                        : dockerfile
                                .map(Dockerfile::entrypoint)
                                .filter(found -> !found.isEmpty())
                                .or(() -> image.map(ImageFacts::entrypoint))
                                .orElse(List.of()));
        if (!service.command().isEmpty()) {
            words.addAll(service.command());
        } else if (service.entrypoint().isEmpty()) {
            words.addAll(dockerfile
                    .map(Dockerfile::command)
                    .filter(found -> !found.isEmpty())
                    .or(() -> image.map(ImageFacts::command))
                    .orElse(List.of()));
        }
        return words;
    }

    /** The ports that its image says it listens on. */
    List<Integer> exposed() {
        return dockerfile
                .map(Dockerfile::exposed)
                .filter(found -> !found.isEmpty())
                .orElseGet(() -> image.map(ImageFacts::exposed).orElse(List.of()));
    }

    Map<String, String> environment() {
        Map<String, String> all = new LinkedHashMap<>();
        image.ifPresent(facts -> all.putAll(facts.environment()));
        dockerfile.ifPresent(file -> all.putAll(file.environment()));
        all.putAll(service.environment());
        return all;
    }

    /** Whether the image, or what it is made of, is called so. */
    boolean isOf(String word) {
        return service.image().filter(name -> name.contains(word)).isPresent()
                || dockerfile.filter(file -> file.base().contains(word)).isPresent();
    }
}
