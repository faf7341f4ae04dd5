package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The main path once more on Docker 28 and Compose 2.40; {@link DeployIT} is the whole day on 26 and 2.26. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NewerEngineIT {

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClassWithNewerEngine();

    @RegisterExtension
    @Order(2)
    private static final SampleProject project = SampleProject.on(host);

    private static final Gateway gateway = new Gateway(host);

    /** Each is a round trip on a link of its own length: one more is felt by whoever is far away. */
    private static final int COMMANDS_UNCHANGED = 9;

    private static final int COMMANDS_CHANGED = 24;

    /** On a machine so busy that what was asked ahead has grown old when it is needed. */
    private static final int ASKED_AGAIN = 3;

    @Test
    @Order(1)
    void itIsTheNewerEngine() {
        assertThat(host.run("docker", "version", "--format", "{{.Server.Version}}"))
                .startsWith("28.");
        assertThat(host.run("docker", "compose", "version", "--short")).startsWith("2.4");
    }

    @Test
    @Order(2)
    void aFirstDeployEndsHealthyWithOneBuildForAllServices() throws Exception {
        host.recordImageEvents();

        Tool.Result result = Tool.deploy(project, "--verbose");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(gateway.get("/health").body()).contains("\"healthy\"", "postgres", "neo4j", "redis");
        assertThat(host.containers())
                .containsOnlyKeys(
                        "postgres", "neo4j", "redis", "migrate", "api-gateway", "agent-worldsmith", "agent-plotmaster");
        assertThat(host.imageEvents())
                .filteredOn(event -> event.startsWith("tag scribe-backend:2"))
                .hasSize(1);
        // BuildKit's own lines reach the person who waits, as they come.
        assertThat(result.output()).containsPattern("image +\\| #\\d+ ");
    }

    @Test
    @Order(3)
    void aDeployWithoutAChangeTouchesNoContainer() throws Exception {
        Map<String, String> before = host.containers();

        Tool.Result result = Tool.deploy(project, "--verbose");
        // What was asked ahead is asked again where a machine is so busy that it has grown old: the best of three
        // counts.
        for (int round = 1; round < 3 && commands(result).size() > COMMANDS_UNCHANGED; round++) {
            result = Tool.deploy(project, "--verbose");
        }

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(host.containers()).isEqualTo(before);
        assertThat(commands(result)).as(result.output()).hasSizeBetween(1, COMMANDS_UNCHANGED);
        assertThat(result.output()).contains("built before from the same tree").doesNotContain("Recreate");
    }

    @Test
    @Order(4)
    void oneChangedLineRecreatesTheServicesAndNoDatabase() throws Exception {
        Map<String, String> before = host.containers();
        project.edit(
                "backend/src/main/java/com/example/scribe/Version.java",
                text -> text.replace("\"1.0.0\"", "\"1.0.1\""));

        Tool.Result result = Tool.deploy(project, "--verbose");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(gateway.get("/version").body()).contains("1.0.1");
        assertThat(commands(result)).as(result.output()).hasSizeBetween(1, COMMANDS_CHANGED + ASKED_AGAIN);
        assertThat(result.output()).contains("1 of ", " files sent");
        Map<String, String> after = host.containers();
        for (String database : new String[] {"postgres", "neo4j", "redis"}) {
            assertThat(after).containsEntry(database, before.get(database));
        }
        assertThat(after.get("api-gateway")).isNotEqualTo(before.get("api-gateway"));
    }

    @Test
    @Order(5)
    void aBrokenDockerfileShowsWhatTheNewerBuilderSays() throws Exception {
        Map<String, String> before = host.containers();
        project.edit("backend/Dockerfile", text -> text.replaceFirst("(?m)^RUN ", "RUN no-such-command && "));

        Tool.Result result = Tool.deploy(project);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(8);
        assertThat(result.output())
                .containsPattern("why .*(ERROR|failed to solve)")
                .contains("no-such-command", "next ")
                .doesNotContain("\tat ");
        assertThat(host.containers()).isEqualTo(before);
    }

    private static List<String> commands(Tool.Result verbose) {
        return verbose.output().lines().filter(line -> line.contains("$ dev: ")).toList();
    }
}
