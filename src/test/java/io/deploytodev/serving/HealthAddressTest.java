package io.deploytodev.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.config.DeployConfig.Health;
import io.deploytodev.config.ReadinessRule.Answer;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class HealthAddressTest {

    private static final String WEB = "\"web\": {\"ports\": [{\"target\": 8000, \"published\": \"8080\","
            + " \"protocol\": \"tcp\"}, {\"target\": 53, \"published\": \"53\", \"protocol\": \"udp\"}]}";
    private static final String DATABASE = "\"db\": {\"ports\": [{\"target\": 5432, \"published\": \"5432\"}]}";
    private static final String DEBUGGER =
            "\"debug\": {\"ports\": [{\"target\": 9229, \"published\": \"9229\", \"host_ip\": \"127.0.0.1\"}]}";

    @Test
    void theOnePortThatTheBackendPublishesIsAsked() {
        assertThat(address(health(OptionalInt.empty()), WEB, DATABASE, DEBUGGER))
                .isEqualTo(URI.create("http://dev.example.internal:8080/api/health"));
    }

    @Test
    void aNamedPortWins() {
        assertThat(address(health(OptionalInt.of(81)), WEB))
                .isEqualTo(URI.create("http://dev.example.internal:81/api/health"));
    }

    @Test
    void amongSeveralPortsItIsNotGuessed() {
        String admin = WEB.replace("web", "admin").replace("8080", "8081");
        DeployFailure failure =
                catchThrowableOfType(DeployFailure.class, () -> address(health(OptionalInt.empty()), WEB, admin));
        assertThat(failure.kind()).isEqualTo(FailureKind.CONFIG);
        assertThat(failure.why()).isEqualTo("Several are published: 8081 of admin, 8080 of web.");
        assertThat(catchThrowableOfType(DeployFailure.class, () -> address(health(OptionalInt.empty()), DEBUGGER))
                        .why())
                .startsWith("No service of the backend publishes a port");
    }

    @Test
    void anIpv6AddressStandsInBrackets() {
        assertThat(HealthAddress.published(model(WEB), List.of(), "2001:db8::1"))
                .isEqualTo(Map.of("web", URI.create("http://[2001:db8::1]:8080")));
    }

    private static URI address(Health health, String... services) {
        return HealthAddress.of(health, model(services), List.of("db"), "dev.example.internal");
    }

    private static ComposeModel model(String... services) {
        return ComposeModel.parse("{\"services\": {" + String.join(",", services) + "}}");
    }

    private static Health health(OptionalInt port) {
        return new Health(
                Optional.empty(), port, "/api/health", Answer.OK, Optional.empty(), Optional.empty(), Duration.ZERO);
    }
}
