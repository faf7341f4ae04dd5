package io.deploytodev.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an image that the engine has says of itself.
 *
 * @param exposed the TCP ports that it says it listens on
 * @param environment that each of its containers has
 * @param user empty for root
 * @param healthcheck as in a compose file, {@code CMD-SHELL, curl …}; empty for none
 * @param architecture in the engine's words
 */
public record ImageFacts(
        String id,
        List<Integer> exposed,
        Map<String, String> environment,
        List<String> entrypoint,
        List<String> command,
        String user,
        List<String> healthcheck,
        String architecture) {

    public ImageFacts {
        exposed = List.copyOf(exposed);
        environment = Map.copyOf(environment);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        healthcheck = List.copyOf(healthcheck);
    }

    static Optional<ImageFacts> ask(DockerClient client, String reference) {
        try {
            return Optional.of(of(client.inspectImageCmd(reference).exec()));
        } catch (NotFoundException | BadRequestException e) {
            return Optional.empty();
        }
    }

    private static ImageFacts of(InspectImageResponse image) {
        ContainerConfig config = image.getConfig() == null ? new ContainerConfig() : image.getConfig();
        Map<String, String> environment = new LinkedHashMap<>();
        words(config.getEnv()).forEach(entry -> {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                environment.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        });
        List<Integer> exposed = config.getExposedPorts() == null
                ? List.of()
                : Stream.of(config.getExposedPorts())
                        .filter(port -> port.getProtocol().toString().equals("tcp"))
                        .map(port -> port.getPort())
                        .sorted()
                        .toList();
        List<String> test = config.getHealthcheck() == null
                ? List.of()
                : Optional.ofNullable(config.getHealthcheck().getTest()).orElse(List.of());
        return new ImageFacts(
                String.valueOf(image.getId()),
                exposed,
                environment,
                words(config.getEntrypoint()),
                words(config.getCmd()),
                config.getUser() == null ? "" : config.getUser(),
                test.equals(List.of("NONE")) ? List.of() : test,
                image.getArch() == null ? "" : image.getArch());
    }

    private static List<String> words(String @Nullable [] words) {
        return words == null ? List.of() : Arrays.asList(words);
    }

    /** Never the environment. */
    @Override
    public String toString() {
        return "image " + id;
    }
}
