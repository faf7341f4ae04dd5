package io.deploytodev.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With what Docker 26 and 28 say, word for word. */
class ImagePullTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Error response from daemon: Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io"
                        + " on 10.0.0.1:53: no such host|does not reach the registry|docker pull team/api:1",
                "Error response from daemon: Get \"http://127.0.0.1:5000/v2/\": dial tcp 127.0.0.1:5000: connect: connection"
                        + " refused|does not reach the registry|docker save",
                "Error response from daemon: pull access denied for team/api, repository does not exist or may require 'docker"
                        + " login': denied: requested access to the resource is denied|refuses it|docker login",
                "Error response from daemon: manifest for team/api:1 not found: manifest unknown: manifest unknown|has no such"
                        + " image|Correct the name or the tag",
                "unable to get image 'team/API!': Error response from daemon: invalid reference format: repository name must be"
                        + " lowercase|no image's name|Correct image",
                "toomanyrequests: You have reached your pull rate limit.|so often|docker login",
                "failed to register layer: write /x: no space left on device|is full|Make room",
            })
    void theCauseAndTheWayOutAreTold(String said, String why, String next) {
        DeployFailure failure = failure(Map.of("api", "team/api:1"), said);
        assertThat(failure.what()).isEqualTo("The image team/api:1 of api cannot be pulled.");
        assertThat(failure.why()).contains(why).contains(said.strip());
        assertThat(failure.next()).contains(next);
    }

    @Test
    void ofSeveralTheOneIsNamedThatTheEngineSpeaksOf() {
        Map<String, String> images =
                Map.of("api", "team/api:1", "db", "reg.example.com:5000/db:2", "worker", "reg.example.com:5000/db:2");
        assertThat(failure(images, "manifest for team/api:1 not found").what()).contains("team/api:1 of api cannot");
        assertThat(failure(images, "Get \"https://reg.example.com:5000/v2/\": no such host")
                        .what())
                .isEqualTo("The image reg.example.com:5000/db:2 of db, worker cannot be pulled.");
        assertThat(failure(images, "something else").what()).startsWith("The images ");
    }

    private static DeployFailure failure(Map<String, String> images, String said) {
        CommandResult result = new CommandResult(1, new byte[0], "pulling\n" + said + "\n");
        return ImagePull.failure(FailureKind.ROLLOUT, images, new CommandFailed(Command.of(List.of("docker")), result));
    }
}
