package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.failure.DeployFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverridesTest {

    @TempDir
    private Path temporary;

    private ConfigFiles files;

    @BeforeEach
    void directory() {
        files = new ConfigFiles(temporary);
    }

    @Test
    void theEnvironmentSetsAKeyOverTheFile() {
        DeployConfig config = files.load(
                ConfigFiles.MINIMAL + "    port: 22\n",
                Map.of(
                        "DEPLOY_TO_DEV__HOSTS__DEV__PORT", "2222",
                        "DEPLOY_TO_DEV__HOSTS__DEV__ADDRESS", "other.example.internal"));
        assertThat(config.hosts().get("dev").port()).contains(2222);
        assertThat(config.hosts().get("dev").address()).isEqualTo("other.example.internal");
    }

    @Test
    void keysThatTheFileDoesNotHaveAreAdded() {
        DeployConfig config = files.load(
                ConfigFiles.MINIMAL,
                Map.of(
                        "DEPLOY_TO_DEV__TIMEOUTS__SERVICES", "7m",
                        "DEPLOY_TO_DEV__DEFAULT_HOST", "dev",
                        "DEPLOY_TO_DEV__COMPOSE__FILES", "[a.yml, b.yml]"));
        assertThat(config.timeouts().services()).isEqualTo(Duration.ofMinutes(7));
        assertThat(config.compose().files()).containsExactly("a.yml", "b.yml");
    }

    @Test
    void anUnderscoreStandsForWhatAVariableNameCannotHold() {
        DeployConfig config = files.load(
                "project: shop\nhosts: {dev-1.eu: {address: here}}\n",
                Map.of("DEPLOY_TO_DEV__HOSTS__DEV_1_EU__USER", "ann"));
        assertThat(config.hosts().get("dev-1.eu").user()).contains("ann");
    }

    @Test
    void aValueIsTakenAsItIsAndHasNoVariables() {
        DeployConfig config = files.load(
                ConfigFiles.MINIMAL + "readiness: {db: {redis: {password: old}}}\n",
                Map.of("DEPLOY_TO_DEV__READINESS__DB__REDIS__PASSWORD", "a$b${c}# d: 'e"));
        assertThat(config.readiness().get(0).checks().get(0).check())
                .isInstanceOfSatisfying(ReadinessRule.Check.Login.class, login -> assertThat(login.password())
                        .contains("a$b${c}# d: 'e"));
    }

    @Test
    void anEmptyValueTakesTheKeyAway() {
        DeployConfig config =
                files.load(ConfigFiles.MINIMAL + "    user: ann\n", Map.of("DEPLOY_TO_DEV__HOSTS__DEV__USER", ""));
        assertThat(config.hosts().get("dev").user()).isEqualTo(Optional.empty());
    }

    @Test
    void whatIsWrongNamesTheVariableAndAllProblemsAreSaidAtOnce() {
        assertThat(problems(Map.of(
                        "DEPLOY_TO_DEV__HOSTS__DEV__PORT", "many",
                        "DEPLOY_TO_DEV__HEALT__URL", "http://here",
                        "DEPLOY_TO_DEV__PROJECT__NAME", "x",
                        "DEPLOY_TO_DEV__COMPOSE__FILES", "[a.yml",
                        "DEPLOY_TO_DEV__", "x")))
                .containsExactlyInAnyOrder(
                        "DEPLOY_TO_DEV__HOSTS__DEV__PORT: hosts.dev.port must be a number from 1 to 65535, not many",
                        "DEPLOY_TO_DEV__HEALT__URL: healt is not known; did you mean health?",
                        "DEPLOY_TO_DEV__PROJECT__NAME: project must be a single value",
                        "DEPLOY_TO_DEV__COMPOSE__FILES is not valid YAML, and its value begins with a bracket",
                        "DEPLOY_TO_DEV__ names no key: it is written DEPLOY_TO_DEV__HOSTS__DEV__PORT, for hosts.dev.port");
    }

    @Test
    void anAliasOfTheFileIsNotChangedWhereTheVariableDoesNotMeanIt() {
        DeployConfig config = files.load("""
                project: shop
                hosts:
                  dev: &host {address: here, user: ann}
                  test: *host
                """, Map.of("DEPLOY_TO_DEV__HOSTS__DEV__USER", "bob"));
        assertThat(config.hosts().get("dev").user()).contains("bob");
        assertThat(config.hosts().get("test").user()).contains("ann");
    }

    private List<String> problems(Map<String, String> environment) {
        Path file = files.write("deploy.yml", ConfigFiles.MINIMAL);
        DeployFailure failure = catchThrowableOfType(
                DeployFailure.class, () -> files.loader(environment).load(file));
        return failure.why().lines().toList();
    }

    @Test
    void aWrongVariableIsBlamedAndNotTheFile() {
        DeployFailure failure = failure(ConfigFiles.MINIMAL, Map.of("DEPLOY_TO_DEV__HOSTS__DEV__PORT", "ssh"));
        assertThat(failure.what()).isEqualTo("DEPLOY_TO_DEV__HOSTS__DEV__PORT has a problem.");
        assertThat(failure.next()).startsWith("Unset or correct it. ");
    }

    @Test
    void aWrongVariableBesideAWrongFileIsBlamedToo() {
        DeployFailure failure =
                failure(ConfigFiles.MINIMAL + "port: 1\n", Map.of("DEPLOY_TO_DEV__HOSTS__DEV__PORT", "ssh"));
        assertThat(failure.what()).isEqualTo(files.file() + ", DEPLOY_TO_DEV__HOSTS__DEV__PORT have 2 problems.");
        assertThat(failure.next()).startsWith("Correct the file. Unset or correct what the environment sets. ");
    }

    private DeployFailure failure(String text, Map<String, String> environment) {
        return catchThrowableOfType(DeployFailure.class, () -> files.load(text, environment));
    }
}
