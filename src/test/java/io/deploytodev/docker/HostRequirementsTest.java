package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostRequirementsTest {

    @ParameterizedTest
    @ValueSource(strings = {"2.20.0", "v2.20.3", "2.26.1-ds1-4", "2.40.3-3", "5.0.1", "2.23.1", "v2.24", "dev"})
    void theseVersionsOfComposeWillDo(String compose) {
        assertThat(HostRequirements.unmet("dev", facts("1.45", compose, ""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.19.1", "2.2.3", "v2.0.0", "2.17.2-docker"})
    void anOldComposeIsNamedWithTheFix(String compose) {
        DeployFailure failure = unmet(facts("1.45", compose, ""));
        assertThat(failure.what()).isEqualTo("Docker Compose on dev is too old.");
        assertThat(failure.why()).contains("It is " + compose + ";", "2.20");
        assertThat(failure.next()).contains("docker-compose-plugin", "docker compose version");
    }

    @Test
    void theOneVersionThatPrintsNoHashesIsNamed() {
        DeployFailure failure = unmet(facts("1.45", "v2.23.0", ""));
        assertThat(failure.what()).contains("v2.23.0", "cannot be used");
        assertThat(failure.why()).contains("--hash");
    }

    @Test
    void composeOneIsNotTakenForCompose() {
        DeployFailure failure = unmet(facts("1.45", "", "1.29.2"));
        assertThat(failure.what()).isEqualTo("Docker Compose on dev is too old.");
        assertThat(failure.why()).contains("docker-compose 1.29.2");
        assertThat(failure.next()).contains("docker-compose-plugin");
    }

    @Test
    void aNewComposeThatDockerDoesNotFindGetsALink() {
        DeployFailure failure = unmet(facts("1.45", "", "v2.29.0"));
        assertThat(failure.what()).isEqualTo("Docker on dev does not know its Compose.");
        assertThat(failure.next()).contains("ln -s", "cli-plugins/docker-compose");
    }

    @Test
    void aDockerWithoutAnyComposeIsToldWhichPackage() {
        DeployFailure failure = unmet(facts("1.45", "", ""));
        assertThat(failure.what()).isEqualTo("There is no Docker Compose on dev.");
        assertThat(failure.next()).contains("docker-compose-plugin", "docker-compose-v2");
    }

    @ParameterizedTest
    @CsvSource({"20.10.24, 1.41", "23.0.6, 1.42", "24.0.9, 1.43"})
    void anOldEngineIsNamedWithTheFix(String engine, String api) {
        DeployFailure failure = unmet(facts(engine, api, "2.26.1", ""));
        assertThat(failure.what()).isEqualTo("The Docker engine on dev is too old.");
        assertThat(failure.why()).contains("It is " + engine, api, "1.44");
        assertThat(failure.next()).contains("Docker Engine 25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.44", "1.45", "1.51", "1.100", "2.0"})
    void theseVersionsOfTheApiWillDo(String api) {
        assertThat(HostRequirements.unmet("dev", facts(api, "2.40.3-3", ""))).isEmpty();
    }

    @Test
    void anEngineThatDoesNotAnswerIsToldFromOneThatIsOld() {
        DeployFailure failure = unmet(facts("", "2.26.1", ""));
        assertThat(failure.what()).isEqualTo("The Docker engine on dev does not answer.");
    }

    @Test
    void noDockerComesBeforeAllElse() {
        HostFacts facts = new HostFacts("/home/d", "d", "d", "", "/var/run/docker.sock", false, false, "", "", "", "");
        assertThat(unmet(facts).what()).isEqualTo("There is no Docker on dev.");
    }

    @Test
    void whoIsNotInTheGroupIsToldHowToGetThere() {
        HostFacts facts =
                new HostFacts("/home/d", "d", "d users", "", "/var/run/docker.sock", false, true, "", "", "2.26.1", "");
        DeployFailure failure = unmet(facts);
        assertThat(failure.what()).isEqualTo("d may not use Docker on dev.");
        assertThat(failure.why()).contains("d users");
        assertThat(failure.next()).contains("usermod -aG docker d");
    }

    @Test
    void anEngineWithoutASocketDoesNotRun() {
        HostFacts facts = with(new HostResources(false, OptionalLong.empty(), OptionalLong.empty(), List.of()));
        assertThat(unmet(facts).what()).isEqualTo("Docker does not run on dev.");
    }

    private static HostFacts with(HostResources resources) {
        return new HostFacts(
                "/home/d",
                "d",
                "d docker",
                "",
                "/var/run/docker.sock",
                resources.socketThere(),
                true,
                "26.1.5",
                "1.45",
                "2.26.1",
                "",
                resources);
    }

    private static DeployFailure unmet(HostFacts facts) {
        Optional<DeployFailure> failure = HostRequirements.unmet("dev", facts);
        assertThat(failure).get().extracting(DeployFailure::kind).isEqualTo(FailureKind.HOST);
        return failure.orElseThrow();
    }

    private static HostFacts facts(String api, String compose, String standalone) {
        return facts("26.1.5", api, compose, standalone);
    }

    private static HostFacts facts(String engine, String api, String compose, String standalone) {
        return new HostFacts(
                "/home/d", "d", "d docker", "", "/var/run/docker.sock", true, true, engine, api, compose, standalone);
    }
}
