package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Back to a release, and forward again; each test begins where the one before it ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollbackIT {

    private static final String STATE = "/home/deploy/.deploy-to-dev/scribe";

    private static final String VERSION = "backend/src/main/java/com/example/scribe/Version.java";

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final SampleProject project = SampleProject.on(host);

    private static final Gateway gateway = new Gateway(host);

    private static String first = "";
    private static String second = "";
    private static String firstVersion = "";

    @Test
    @Order(1)
    void aRollbackServesTheFirstReleaseAgainWithoutABuild() throws Exception {
        project.edit(
                "docker-compose.backend.yml",
                text -> text.replace(
                        "  agent-plotmaster:\n    <<: *server\n",
                        "  agent-plotmaster:\n    <<: *server\n    volumes: [\"./motto.txt:/motto.txt:ro\"]\n"));
        motto("first");
        deploy();
        first = current();
        firstVersion = gateway.get("/version").body();
        sql("create table kept(word text); insert into kept values ('precious')");
        project.edit(VERSION, text -> text.replaceFirst("\"(\\d+\\.\\d+\\.\\d+[^\"]*)\"", "\"9.9.9\""));
        motto("second");
        project.commit("Second");
        deploy();
        second = current();
        assertThat(gateway.get("/version").body()).contains("9.9.9");
        String migrated = host.containers().get("migrate");

        Tool.Result result = Tool.run(project, "rollback", "--plain");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains(first, "Data does not", "rollback " + second)
                .doesNotContain("[image");
        assertThat(gateway.get("/version").body())
                .contains(version(firstVersion))
                .doesNotContain("9.9.9");
        assertThat(seenMotto()).isEqualTo("first");
        assertThat(host.run("cat", STATE + "/source/motto.txt")).isEqualTo("first");
        assertThat(sql("select word from kept")).contains("precious");
        assertThat(host.containers()).containsEntry("migrate", migrated);
        assertThat(current()).isEqualTo(first);
    }

    @Test
    @Order(2)
    void thereIsAWayForwardAgain() throws Exception {
        Tool.Result result = Tool.run(project, "rollback", "--plain", second);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(gateway.get("/version").body()).contains("9.9.9");
        assertThat(seenMotto()).isEqualTo("second");
        assertThat(current()).isEqualTo(second);

        Map<String, String> before = host.containers();
        Tool.Result unchanged = Tool.deploy(project);
        assertThat(unchanged.exitCode()).as(unchanged.output()).isZero();
        assertThat(host.containers()).isEqualTo(before);
        second = current();
    }

    @Test
    @Order(3)
    void aHealthCheckThatFailsReturnsTheWholeProject() throws Exception {
        String environment = host.run("cat", STATE + "/env");
        motto("third");
        project.writeConfig(text -> text.replace("services: 90s", "services: 30s"));
        project.set("GATEWAY_MISBEHAVE_HEALTH_STATUS", "500");
        project.set("WORLDSMITH_MISBEHAVE_START_DELAY_SECONDS", "1");
        project.edit("docker-compose.backend.yml", text -> text.replace("interval: 10s", "interval: 11s"));

        Tool.Result result = Tool.deploy(project);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(12);
        assertThat(result.output())
                .contains("Release " + second + " serves again", "deploy-to-dev releases show ")
                .doesNotContain("docker logs", "Ask it yourself");
        String failed = result.output().replaceFirst("(?s).*releases show (\\S+).*", "$1");
        assertThat(Tool.run(project, "releases", "show", failed).output())
                .contains("what its containers said last", "api-gateway (scribe-api-gateway-1), running");
        assertThat(host.run("stat", "-c", "%a", STATE + "/releases/" + failed + "/last.log"))
                .isEqualTo("600");
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        assertThat(seenMotto()).isEqualTo("second");
        assertThat(host.run("cat", STATE + "/env")).isEqualTo(environment);
        assertThat(host.run("docker", "exec", "scribe-agent-worldsmith-1", "env"))
                .doesNotContain("MISBEHAVE_START_DELAY_SECONDS=1");
        assertThat(host.run("grep", "-c", "interval: 10s", STATE + "/source/docker-compose.backend.yml"))
                .isEqualTo("1");
        assertThat(current()).isEqualTo(second);
        project.set("GATEWAY_MISBEHAVE_HEALTH_STATUS", "");
        project.set("WORLDSMITH_MISBEHAVE_START_DELAY_SECONDS", "");
    }

    @Test
    @Order(4)
    void theListTellsItAll() throws Exception {
        Tool.Result list = Tool.run(project, "releases");
        assertThat(list.exitCode()).as(list.output()).isZero();
        assertThat(list.output())
                .contains(first, "→ " + second, "back to " + first, "rolled back", "healthy", "main", "(dirty)");

        Tool.Result one = Tool.run(project, "releases", "show", first);
        assertThat(one.output()).contains("changed", "api-gateway: it is not there", "steps", "infrastructure");

        Tool.Result json = Tool.run(project, "releases", "--json");
        assertThat(json.output().lines())
                .hasSize(list.output().lines().toList().size() - 1)
                .allMatch(line -> line.startsWith("{\"schema\":1,") && line.endsWith("}"));

        Tool.Result mistyped = Tool.run(project, "rollback", "--plain", first.replace("T", "t"));
        assertThat(mistyped.exitCode()).isEqualTo(2);
        assertThat(mistyped.output()).contains("Did you mean " + first);
        assertThat(current()).isEqualTo(second);
    }

    @Test
    @Order(5)
    void oldReleasesGoWithTheirImagesAndNothingElseDoes() throws Exception {
        String image = host.run(
                "sh",
                "-c",
                "grep -o 'scribe-backend:content-[0-9a-f]*' " + STATE + "/releases/" + first
                        + "/release.json | head -1");
        host.run("docker", "tag", image, "somebody/elses:image");
        String volumes = host.run("docker", "volume", "ls", "--quiet");
        for (int i = 0; i < 4; i++) {
            motto("version " + i);
            deploy();
        }
        assertThat(host.run("ls", STATE + "/releases")).doesNotContain(first).contains(second, current());
        assertThat(host.run("ls", STATE + "/trees").lines()).hasSizeLessThanOrEqualTo(5);
        assertThat(host.run("docker", "image", "ls", "--format", "{{.Repository}}:{{.Tag}}"))
                .doesNotContain(image, first)
                .contains("somebody/elses:image");
        assertThat(host.run("docker", "volume", "ls", "--quiet")).isEqualTo(volumes);
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);

        Tool.Result result = Tool.run(project, "rollback", "--plain");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(seenMotto()).isEqualTo("version 2");
    }

    private static void deploy() throws Exception {
        Tool.Result result = Tool.deploy(project);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private static void motto(String text) throws Exception {
        java.nio.file.Files.writeString(project.source().resolve("motto.txt"), text);
    }

    private static String seenMotto() {
        return host.run("docker", "exec", "scribe-agent-plotmaster-1", "cat", "/motto.txt");
    }

    private static String sql(String statement) {
        return host.run("docker", "exec", "scribe-postgres-1", "psql", "-U", "scribe", "-tAc", statement, "scribe");
    }

    private static String version(String body) {
        return body.replaceFirst("(?s).*\"version\"\\s*:\\s*\"([^\"]*)\".*", "$1");
    }

    private static String current() {
        return host.run("cat", STATE + "/current");
    }
}
