package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can be wrong with services that start: their ports, their addresses, what they depend on. */
class ServiceMistakesIT {

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final SampleProject project = SampleProject.on(host);

    private final Refusal refusal = new Refusal(host, project);

    @BeforeAll
    static void deployOnce() throws Exception {
        Tool.Result first = Tool.deploy(project);
        assertThat(first.exitCode()).as(first.output()).isZero();
    }

    @Test
    void aPortThatAnotherContainerHas() throws Exception {
        String image = System.getenv().getOrDefault("REDIS_IMAGE", "deploy-to-dev-standin/redis:7");
        refusal.with(
                5,
                () -> {
                    host.run(
                            "docker",
                            "run",
                            "--detach",
                            "--name=squatter",
                            "--publish=8100:8100",
                            "--entrypoint=sleep",
                            image,
                            "1000");
                    project.set("API_GATEWAY_PORT", "8100");
                },
                () -> {
                    project.set("API_GATEWAY_PORT", "");
                    host.run("docker", "rm", "--force", "squatter");
                },
                "Port 8100 of dev, which api-gateway is to have, is taken.",
                "The container squatter has it",
                "docker stop squatter");
    }

    @Test
    void aPortThatAProgramOfTheHostHas() throws Exception {
        String listen = "perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(LocalPort => 8101, Listen => 1);"
                + " print STDERR qq(listening\\n); sleep 1000' > /tmp/listening 2>&1 & echo $! > /tmp/listener;"
                + " until grep -q listening /tmp/listening; do :; done";
        refusal.with(
                5,
                () -> {
                    host.run("sh", "-c", listen);
                    project.set("API_GATEWAY_PORT", "8101");
                },
                () -> {
                    project.set("API_GATEWAY_PORT", "");
                    host.run("sh", "-c", "kill $(cat /tmp/listener)");
                },
                "Port 8101 of dev, which api-gateway is to have, is taken.",
                "A program on the host itself listens there",
                "sudo ss -ltnp 'sport = :8101'");
    }

    @Test
    void aGatewayThatListensForItselfOnly() throws Exception {
        refusal.rolledBack(
                () -> {
                    project.writeConfig(text -> text.replace("services: 90s", "services: 25s"));
                    project.set("GATEWAY_MISBEHAVE_BIND", "127.0.0.1");
                },
                this::mend,
                "api-gateway did not become ready",
                "it listens on 127.0.0.1 only (port 8000)",
                "listen on 0.0.0.0");
    }

    @Test
    void aMigrationThatFails() throws Exception {
        refusal.rolledBack(
                () -> {
                    project.set("MIGRATE_MISBEHAVE_START_DELAY_SECONDS", "60");
                    project.set("MIGRATE_MISBEHAVE_CRASH_AFTER_SECONDS", "1");
                },
                this::mend,
                "migrate",
                "42",
                "log: ");
    }

    @Test
    void aDatabaseThatRefusesThePassword() throws Exception {
        refusal.with(
                9,
                () -> project.set("NEO4J_PASSWORD", "anotherneo4jpassword"),
                this::mend,
                "neo4j would not accept its new configuration",
                "asked before anything was changed");
    }

    private void mend() throws Exception {
        project.writeConfig(UnaryOperator.identity());
        project.set("GATEWAY_MISBEHAVE_BIND", "");
        project.set("MIGRATE_MISBEHAVE_START_DELAY_SECONDS", "");
        project.set("MIGRATE_MISBEHAVE_CRASH_AFTER_SECONDS", "");
        project.set("NEO4J_PASSWORD", "firstneo4jpassword");
    }
}
