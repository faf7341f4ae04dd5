package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deploys that are about a part of the project; each test begins where the one before it ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PartialDeployIT {

    private static final String VERSION_FILE = "backend/src/main/java/com/example/scribe/Version.java";

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final SampleProject project = SampleProject.on(host);

    private static final Gateway gateway = new Gateway(host);

    @Test
    @Order(1)
    void everyMissingVariableIsNamedAtOnce() throws Exception {
        project.set("POSTGRES_PASSWORD", "");
        project.set("REDIS_PASSWORD", "");

        Tool.Result result = Tool.deploy(project);

        project.set("POSTGRES_PASSWORD", "firstpostgrespassword");
        project.set("REDIS_PASSWORD", "firstredispassword");
        assertThat(result.exitCode()).as(result.output()).isEqualTo(3);
        assertThat(result.output()).contains("POSTGRES_PASSWORD, REDIS_PASSWORD", "dev.env");
        assertThat(host.containers()).isEmpty();
    }

    @Test
    @Order(2)
    void theInfrastructureAloneCanBeStarted() throws Exception {
        Tool.Result result = Tool.deploy(project, "--type", "infra");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(host.containers()).containsOnlyKeys("postgres", "neo4j", "redis");
    }

    @Test
    @Order(3)
    void oneServiceComesWithTheMigrationThatItWaitsForAndNothingElse() throws Exception {
        Map<String, String> before = host.containers();

        Tool.Result result = Tool.deploy(project, "--service", "api-gateway");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(host.containers()).containsOnlyKeys("postgres", "neo4j", "redis", "migrate", "api-gateway");
        assertThat(host.containers()).containsAllEntriesOf(before);
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void withoutABuildTheImageThatRunsIsUsed() throws Exception {
        project.edit(VERSION_FILE, text -> text.replace("\"1.0.0\"", "\"9.9.9\""));

        Tool.Result result = Tool.deploy(project, "--no-build", "--type", "agents");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(host.containers()).containsKeys("agent-worldsmith", "agent-plotmaster");
        assertThat(result.output()).contains("as it was built last");

        Map<String, String> before = host.containers();
        String migrated = started("scribe-migrate-1");
        Tool.Result again = Tool.deploy(project, "--no-build", "--type", "agents");
        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(host.containers()).isEqualTo(before);
        assertThat(started("scribe-migrate-1")).as(again.output()).isEqualTo(migrated);
    }

    @Test
    @Order(5)
    void withoutASyncTheTreeOfTheHostIsDeployed() throws Exception {
        project.edit(VERSION_FILE, text -> text.replace("\"9.9.9\"", "\"10.0.0\""));

        Tool.Result result = Tool.deploy(project, "--no-sync");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(gateway.get("/version").body()).contains("9.9.9");
    }

    @Test
    @Order(6)
    void aServiceThatWasNotAskedForIsLeftAlone() throws Exception {
        project.set("WORLDSMITH_MISBEHAVE_BIND", "127.0.0.2");
        Map<String, String> before = new TreeMap<>(host.containers());

        Tool.Result result = Tool.deploy(project, "--service", "api-gateway");

        project.set("WORLDSMITH_MISBEHAVE_BIND", "");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(gateway.get("/version").body()).contains("10.0.0");
        assertThat(host.containers().get("agent-worldsmith")).isEqualTo(before.get("agent-worldsmith"));
    }

    @Test
    @Order(7)
    void anUnknownServiceOrTypeIsNamedWithTheKnownOnes() throws Exception {
        Tool.Result service = Tool.deploy(project, "--service", "api-gatway");
        Tool.Result type = Tool.deploy(project, "--type", "frontends");

        assertThat(service.exitCode()).as(service.output()).isEqualTo(2);
        assertThat(service.output()).contains("api-gatway", "api-gateway, migrate");
        assertThat(type.exitCode()).as(type.output()).isEqualTo(2);
        assertThat(type.output()).contains("frontends", "agents, backend, infra");
    }

    @Test
    @Order(8)
    void theEnvironmentCanStayOnTheHost() throws Exception {
        host.run("sh", "-c", "su deploy -c 'cp ~/.deploy-to-dev/scribe/env ~/scribe.env && chmod 600 ~/scribe.env'");
        project.writeConfig(text -> text.replace("env_file: dev.env", "host_env_file: scribe.env"));
        Map<String, String> before = host.containers();

        Tool.Result result = Tool.deploy(project, "--service", "api-gateway");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(host.containers()).isEqualTo(before);
    }

    private static String started(String container) {
        return host.run("docker", "inspect", "--format", "{{.State.StartedAt}}", container);
    }
}
