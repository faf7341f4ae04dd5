package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.EngineAway;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AftermathTest {

    @Test
    void anEngineThatWentAwayIsNoDefectOfTheTool() {
        WayBack nothingTouched = new WayBack(null, () -> "", null);
        DeployFailure failure = new Aftermath("deploy", "dev", Optional.empty(), nothingTouched, List.of())
                .of(new EngineAway(new IOException("Connection reset")));
        assertThat(failure.kind()).isEqualTo(FailureKind.HOST);
        assertThat(failure.what()).isEqualTo("The Docker engine of dev went away.");
        assertThat(failure.why())
                .isEqualTo("It answered when the deploy began. Then: Connection reset. It was stopped, or dev was"
                        + " restarted.");
        assertThat(failure.next()).contains("systemctl status docker");
    }
}
