package io.deploytodev.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.readiness.ProbeResult;
import io.deploytodev.readiness.ReadinessOutcome.Cause;
import io.deploytodev.readiness.ReadinessOutcome.Failed;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthCheckTest {

    @Test
    void aPathThatTheServiceDoesNotHaveIsNoMatterOfFirewalls() {
        assertThat(nextAfter("answered 404"))
                .contains("curl -i http://dev/health", "health.path")
                .doesNotContain("firewall");
    }

    @Test
    void anErrorOfTheServiceIsInItsLog() {
        assertThat(nextAfter("answered 503")).contains("its own log").doesNotContain("firewall");
    }

    @Test
    void whatDoesNotAnswerMayBeHidden() {
        assertThat(nextAfter("connection refused")).contains("0.0.0.0", "firewall");
    }

    private static String nextAfter(String answer) {
        Failed failed = new Failed(
                "health", Cause.DEADLINE, answer, "", "GET", new ProbeResult.NotYet(answer), null, Duration.ZERO);
        return HealthCheck.next(failed, URI.create("http://dev/health"));
    }
}
