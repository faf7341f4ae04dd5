package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A project that was started by hand, as a script does it; each test begins where the one before it ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstContactIT {

    private static final String BY_HAND = "/home/deploy/by-hand";
    private static final String STATE = "/home/deploy/.deploy-to-dev/scribe";

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final SampleProject project = SampleProject.on(host);

    private static final Gateway gateway = new Gateway(host);

    private static Map<String, String> handMade = Map.of();
    private static String volumesAndNetworks = "";

    @Test
    @Order(1)
    void aProjectUnderAnotherNameIsAskedAbout() throws Exception {
        startByHand();
        project.writeConfig(text -> text.replace("project: scribe", "project: scribbler"));

        Tool.Result result = Tool.deploy(project, "--service", "redis");

        project.writeConfig(text -> text);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("but scribe runs there, from " + BY_HAND, "set project: scribe");
        host.run("sh", "-c", "docker rm -f -v $(docker ps -aq --filter label=com.docker.compose.project=scribbler)");
    }

    private static void startByHand() throws Exception {
        host.copyIn(project.source(), BY_HAND);
        host.copyIn(project.config().resolveSibling("dev.env"), BY_HAND + "/.env");
        host.run(
                "su",
                "deploy",
                "-c",
                "cd " + BY_HAND
                        + " && docker compose -f docker-compose.yml -f docker-compose.backend.yml up -d --build");
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> gateway.get("/health").statusCode() == 200);
        sql("create table by_hand (word text); insert into by_hand values ('kept')");
        handMade = host.containers();
        volumesAndNetworks = volumesAndNetworks();
    }

    @Test
    @Order(2)
    void aFirstDeployThatFailsGoesBackToWhatRanBefore() throws Exception {
        project.set("GATEWAY_MISBEHAVE_START_DELAY_SECONDS", "60");
        project.set("GATEWAY_MISBEHAVE_CRASH_AFTER_SECONDS", "1");

        Tool.Result result = Tool.deploy(project);

        project.set("GATEWAY_MISBEHAVE_START_DELAY_SECONDS", "");
        project.set("GATEWAY_MISBEHAVE_CRASH_AFTER_SECONDS", "");
        assertThat(result.exitCode()).as(result.output()).isEqualTo(12);
        assertThat(result.output()).contains("Adopted 7 services of scribe", BY_HAND, "-0-adopted serves again");
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        assertThat(host.run("docker", "inspect", "--format", "{{.Config.Image}}", "scribe-api-gateway-1"))
                .startsWith("scribe-backend:content-");
        assertThat(host.containers()).containsAllEntriesOf(only(handMade, "neo4j", "redis"));
        assertNothingIsLost();
    }

    @Test
    @Order(3)
    void theFirstDeployThatSucceedsComesAfterWhatWasAdopted() throws Exception {
        Tool.Result result = Tool.deploy(project);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("-0-adopted").doesNotContain("Adopted 7");
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        assertThat(host.containers()).containsAllEntriesOf(only(handMade, "neo4j", "redis"));
        assertNothingIsLost();
        String first = host.run("sh", "-c", "ls " + STATE + "/releases | sort | head -1");
        assertThat(first).endsWith("-0-adopted");
        assertThat(host.run("cat", STATE + "/releases/" + first + "/release.json"))
                .contains("\"outcome\" : \"adopted\"", "by hand, from " + BY_HAND);
    }

    private static void assertNothingIsLost() {
        assertThat(sql("select word from by_hand")).isEqualTo("kept");
        assertThat(volumesAndNetworks()).isEqualTo(volumesAndNetworks);
    }

    private static String sql(String statements) {
        return host.run(
                "docker",
                "exec",
                "scribe-postgres-1",
                "psql",
                "-qtA",
                "-U",
                "scribe",
                "-d",
                "scribe",
                "-c",
                statements);
    }

    private static String volumesAndNetworks() {
        String ofTheProject = " --filter label=com.docker.compose.project=scribe";
        return host.run(
                "sh",
                "-c",
                "docker volume ls -q" + ofTheProject + " | sort; docker network ls -q --no-trunc" + ofTheProject);
    }

    private static Map<String, String> only(Map<String, String> all, String... names) {
        Map<String, String> some = new TreeMap<>(all);
        some.keySet().retainAll(java.util.List.of(names));
        return some;
    }
}
