package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A directory with a {@code deploy.yml} in it, and the user whom it is read for. */
final class ConfigFiles {

    static final String MINIMAL = """
            project: shop
            hosts:
              dev:
                address: dev.example.internal
            """;

    private final Path directory;
    private final Path home;

    ConfigFiles(Path temporary) {
        this.directory = temporary.resolve("app/config");
        this.home = temporary.resolve("home");
        try {
            Files.createDirectories(directory);
            Files.createDirectories(home.resolve(".ssh"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return directory.resolve("deploy.yml");
    }

    Path home() {
        return home;
    }

    Path write(String name, String text) {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String name, byte[] bytes) {
        try {
            return Files.write(directory.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DeployConfig load(String text) {
        return load(text, Map.of());
    }

    DeployConfig load(String text, Map<String, String> environment) {
        return loader(environment).load(write("deploy.yml", text));
    }

    ConfigLoader loader(Map<String, String> environment) {
        return new ConfigLoader(environment, home);
    }

    /** The lines that say what is wrong with a text. */
    List<String> problems(String text) {
        return failure(text).why().lines().toList();
    }

    /** The lines that say what is wrong with a minimal file that these lines are added to; they begin at line 5. */
    List<String> problemsWith(String... lines) {
        return problems(MINIMAL + String.join("\n", Arrays.asList(lines)) + "\n");
    }

    DeployFailure failure(String text) {
        return failure(write("deploy.yml", text));
    }

    DeployFailure failure(Path file) {
        DeployFailure failure =
                catchThrowableOfType(DeployFailure.class, () -> loader(Map.of()).load(file));
        assertThat(failure).as("a failure for the user").isNotNull();
        assertThat(failure.kind()).isEqualTo(FailureKind.CONFIG);
        return failure;
    }
}
