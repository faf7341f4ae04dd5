package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The project's {@code .env} on this machine that no {@code env_file} names: here Compose reads it by itself, and the host
 * does not have it.
 */
public final class UnnamedDotEnv {

    private UnnamedDotEnv() {}

    /** What to do about it; empty when there is none, or when the configuration says where the variables come from. */
    public static Optional<String> hint(DeployConfig config, HostEntry host) {
        Path file = config.source().root().resolve(".env");
        boolean isConfigured =
                host.environment().or(() -> config.compose().environment()).isPresent();
        return isConfigured || !Files.isRegularFile(file)
                ? Optional.empty()
                : Optional.of(file + " does not travel with the tree, for files .env* hold secrets. "
                        + MissingEnvFile.nameIt(config, file));
    }
}
