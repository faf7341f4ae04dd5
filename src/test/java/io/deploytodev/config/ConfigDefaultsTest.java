package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration need not say, because Compose or the project says it. */
class ConfigDefaultsTest {

    @TempDir
    private Path temporary;

    private ConfigFiles files;

    @BeforeEach
    void directory() {
        files = new ConfigFiles(temporary);
    }

    @Test
    void whatComposeWouldTakeByItselfIsTakenInItsOrder() throws IOException {
        Path root = temporary.resolve("app");
        for (String name : List.of("docker-compose.yml", "docker-compose.override.yml")) {
            Files.writeString(root.resolve(name), "services: {}\n");
        }
        assertThat(files.load(ConfigFiles.MINIMAL).compose().files())
                .containsExactly("docker-compose.yml", "docker-compose.override.yml");
        Files.writeString(root.resolve("compose.yml"), "services: {}\n");
        assertThat(files.load(ConfigFiles.MINIMAL).compose().files())
                .containsExactly("compose.yml", "docker-compose.override.yml");
        Files.writeString(root.resolve("compose.yaml"), "services: {}\n");
        Files.writeString(root.resolve("compose.override.yaml"), "services: {}\n");
        assertThat(files.load(ConfigFiles.MINIMAL).compose().files())
                .containsExactly("compose.yaml", "compose.override.yaml");
    }

    @Test
    void aProjectWithoutANameHasTheOneThatComposeGivesIt() throws IOException {
        String nameless = "hosts: {dev: {address: dev}}\n";
        assertThat(files.load(nameless).project()).isEqualTo("app");
        assertThat(files.load(nameless + "source: {root: '../My Shop_2'}\n").project())
                .isEqualTo("myshop_2");
        Path compose = temporary.resolve("app/compose.yaml");
        Files.writeString(compose, "name: ${SHOP:-corner}-shop\nservices: {}\n");
        assertThat(files.load(nameless).project()).isEqualTo("corner-shop");
        Files.writeString(compose, "name: ${SHOP}\nservices: {}\n");
        assertThat(files.load(nameless).project()).isEqualTo("app");
        Files.writeString(compose, "services: [\n");
        assertThat(files.load(nameless).project()).isEqualTo("app");
    }

    @Test
    void outsideAFolderNamedConfigTheFileLiesInTheProjectItself() throws IOException {
        Path file = Files.writeString(temporary.resolve("app/deploy.yml"), ConfigFiles.MINIMAL);
        assertThat(files.loader(Map.of()).load(file).source().root()).isEqualTo(temporary.resolve("app"));
    }

    @Test
    void infrastructureThatIsNotNamedIsNotTheSameAsNone() {
        assertThat(files.load(ConfigFiles.MINIMAL).infrastructure()).isEmpty();
        assertThat(files.load(ConfigFiles.MINIMAL + "infrastructure: []\n").infrastructure())
                .contains(List.of());
    }

    @Test
    void healthCanBeAPathOnThePublishedPort() {
        DeployConfig.Health health = files.load(ConfigFiles.MINIMAL + "health: {path: /api/health, websocket: /ws/x}\n")
                .health()
                .orElseThrow();
        assertThat(health.url()).isEmpty();
        assertThat(health.port()).isEmpty();
        assertThat(health.path()).isEqualTo("/api/health");
        assertThat(files.load(ConfigFiles.MINIMAL + "health:\n")
                        .health()
                        .orElseThrow()
                        .path())
                .isEqualTo("/health");
    }
}
