package io.deploytodev.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Info;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an engine says of itself.
 *
 * @param dataDirectory where it keeps images, containers and volumes
 * @param logDriver of containers that name none
 * @param architecture in the kernel's words, {@code x86_64}
 */
public record EngineFacts(String dataDirectory, String logDriver, String architecture) {

    private static final String USUAL_DIRECTORY = "/var/lib/docker";

    static EngineFacts ask(DockerClient client) {
        Info info = client.infoCmd().exec();
        return new EngineFacts(
                text(info.getDockerRootDir()).orElse(USUAL_DIRECTORY),
                text(info.getLoggingDriver()).orElse(""),
                text(info.getArchitecture()).orElse(""));
    }

    private static Optional<String> text(@Nullable String given) {
        return Optional.ofNullable(given).filter(word -> !word.isEmpty());
    }
}
