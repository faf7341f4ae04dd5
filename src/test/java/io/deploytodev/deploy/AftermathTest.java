package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.EngineAway;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AftermathTest {

    @Test
    void anEngineThatWentAwayIsNoDefectOfTheTool() {
        DeployFailure failure = told(new EngineAway(new IOException("Connection reset")), Optional.empty());
        assertThat(failure.kind()).isEqualTo(FailureKind.HOST);
        assertThat(failure.what()).isEqualTo("The Docker engine of dev went away.");
        assertThat(failure.why()).isEqualTo("""
                It answered when the deploy began. Then: Connection reset.
                It ended, it was stopped, or dev was restarted.""");
        assertThat(failure.next()).contains("systemctl status docker");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF",
                "failed to solve: Unavailable: error reading from server: EOF",
                "#7 DONE 0.1s\nunable to get image 'x': Cannot connect to the Docker daemon at unix:///var/run/docker.sock.",
                "error during connect: Post \"http://%2Fvar%2Frun%2Fdocker.sock/v1.45/containers/6080/stop\": EOF",
                "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
                "failed to list workers: Unavailable: connection error: desc = \"error reading server preface: EOF\"",
            })
    void aBuildWhoseEngineWentAwayIsNoDefectOfTheDockerfile(String said) {
        DeployFailure failure = told(build(said), Optional.empty());
        assertThat(failure.kind()).isEqualTo(FailureKind.HOST);
        assertThat(failure.what()).isEqualTo("The Docker engine of dev went away.");
        assertThat(failure.why()).contains("Then: The image of api does not build. " + said);
        assertThat(failure.next()).doesNotContain("Dockerfile");
        assertThat(failure.evidence()).containsExactly("#7 DONE");
    }

    @Test
    void anEngineWithoutRoomIsToldToNeedSome() {
        DeployFailure failure =
                told(build("error during connect: Post: EOF"), Optional.of(new EngineRoom("/data/docker", 4096)));
        assertThat(failure.why())
                .endsWith(
                        "\n4.1 kB are free under /data/docker, where it keeps its data: without room it ends, and does not"
                                + " start again.");
        assertThat(failure.next()).startsWith("Make room there (df -h /data/docker), see that the engine runs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERROR: failed to solve: unexpected status: 503 Service Unavailable",
                """
                #9 0.243 Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?
                ------
                 > [api 4/4] RUN ./integration-tests:
                0.243 Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?
                ------
                failed to solve: process "/bin/sh -c ./integration-tests" did not complete successfully: exit code: 1""",
            })
    void aBuildThatFailsIsOneOfTheProjectWhateverARegistryOrATestInItSays(String said) {
        DeployFailure failure = told(build(said), Optional.of(new EngineRoom("/data/docker", 0)));
        assertThat(failure.kind()).isEqualTo(FailureKind.BUILD);
        assertThat(failure.what()).isEqualTo("The image of api does not build.");
    }

    @Test
    void aHookThatMissesAnEngineSpeaksOfItsOwn() {
        String said = "Cannot connect to the Docker daemon at tcp://build:2375.";
        DeployFailure failure = told(
                new DeployFailure(FailureKind.HOOK, "The hook lint failed.", said, "Look.", List.of(), ended(said)),
                Optional.empty());
        assertThat(failure.what()).isEqualTo("The hook lint failed.");
    }

    private static DeployFailure build(String said) {
        return new DeployFailure(
                FailureKind.BUILD,
                "The image of api does not build.",
                said,
                "Correct the code or the Dockerfile, and deploy again.",
                List.of("#7 DONE"),
                ended(said));
    }

    private static CommandFailed ended(String said) {
        return new CommandFailed(Command.of(List.of("docker", "compose")), said);
    }

    private static DeployFailure told(RuntimeException e, Optional<EngineRoom> lacking) {
        WayBack nothingTouched = new WayBack(null, () -> "", null);
        return new Aftermath("deploy", "dev", Optional.empty(), nothingTouched, List.of(), () -> lacking).of(e);
    }
}
