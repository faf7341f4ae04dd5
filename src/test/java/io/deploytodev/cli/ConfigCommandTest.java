package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void project() throws IOException {
        file = Files.createDirectories(directory.resolve("config")).resolve("deploy.yml");
        Files.writeString(directory.resolve("docker-compose.yml"), "services: {}\n");
        Files.writeString(file, """
                project: shop
                hosts:
                  dev: {address: dev.example.internal}
                  test: {address: test.example.internal}
                """);
    }

    @Test
    void aValidConfigurationIsToldInShort() {
        ProgramRun run = ProgramRun.of("config", "--config", file.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith(file + " is valid.")
                .contains("project  shop", "host     dev, dev.example.internal", "compose  docker-compose.yml");
    }

    @Test
    void theEnvironmentNamesTheFileAndTheHost() {
        ProgramRun run =
                ProgramRun.of(Map.of("DEPLOY_TO_DEV_CONFIG", file.toString(), "DEPLOY_TO_DEV_HOST", "test"), "config");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("host     test, test.example.internal");
    }

    @Test
    void anOptionWinsOverTheEnvironment() {
        ProgramRun run =
                ProgramRun.of(Map.of("DEPLOY_TO_DEV_HOST", "test"), "config", "--config=" + file, "--host", "dev");
        assertThat(run.out()).contains("host     dev,");
    }

    @Test
    void anUnknownHostOfTheEnvironmentIsRefusedWithTheVariablesName() {
        ProgramRun run = ProgramRun.of(Map.of("DEPLOY_TO_DEV_HOST", "nowhere"), "config", "--config=" + file);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no host nowhere", "dev, test", "$DEPLOY_TO_DEV_HOST");
    }

    @Test
    void allThatIsMissingHereIsNamedAtOnceAndNoHostIsAsked() throws IOException {
        Files.writeString(
                file,
                "compose: {files: [a.yml, docker-compose.yml, b.yml], env_file: dev.env}\n",
                StandardOpenOption.APPEND);
        for (String verb : new String[] {"config", "deploy"}) {
            ProgramRun run = ProgramRun.of(verb, "--config", file.toString());
            assertThat(run.exitCode()).as(verb).isEqualTo(3);
            assertThat(run.err())
                    .as(verb)
                    .contains(
                            "a.yml does not exist",
                            "b.yml does not exist",
                            "The environment file " + file.resolveSibling("dev.env") + " does not exist",
                            ".env.example",
                            "compose.files")
                    .doesNotContain("docker-compose.yml does");
        }
    }

    @Test
    void aTreeThatIsNotThereIsNamed() throws IOException {
        Files.writeString(file, "source: {root: ../nowhere}\n", StandardOpenOption.APPEND);
        ProgramRun run = ProgramRun.of("config", "--config", file.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("The tree " + directory.resolve("nowhere") + " does not exist", "source.root");
    }

    @Test
    void aDotEnvThatNoEnvFileNamesIsPointedOut() throws IOException {
        Path dotEnv = Files.writeString(directory.resolve(".env"), "TOKEN=s3cret\n");
        assertThat(ProgramRun.of("config", "--config", file.toString()).out())
                .contains("note     " + dotEnv + " does not travel", "compose: {env_file: ../.env}");
        Files.writeString(file, "compose: {env_file: ../.env}\n", StandardOpenOption.APPEND);
        ProgramRun run = ProgramRun.of("config", "--config", file.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).doesNotContain("note ");
    }

    @Test
    void aDirectoryWithoutAnyComposeFileIsToldWhichWereLookedFor() throws IOException {
        Files.delete(directory.resolve("docker-compose.yml"));
        ProgramRun run = ProgramRun.of("config", "--config", file.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("No compose file in " + directory
                        + ": looked for compose.yaml, compose.yml, docker-compose.yml, docker-compose.yaml.")
                .contains("compose: {files: [...]}");
    }

    @Test
    void theExampleIsPrintedWhereverItIsAskedFor() throws IOException {
        ProgramRun run = ProgramRun.of("config", "--example");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(Files.readString(Path.of("config/deploy.example.yml")));
    }

    @Test
    void theSchemaIsPrintedWhereverItIsAskedFor() {
        ProgramRun run = ProgramRun.of("config", "--schema");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(ConfigLoader.schema());
    }
}
