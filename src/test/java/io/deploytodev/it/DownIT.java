package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code down}, with and without data, beside a project that is somebody else's; each test begins where the last ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DownIT {

    private static final int USAGE = 2;
    private static final String MINE = "label=com.docker.compose.project=mine";

    /** Another project, in one of whose networks ours is, and with a volume that nobody labelled. */
    private static final String SOMEBODY_ELSE = """
            mkdir -p /tmp/other && cd /tmp/other
            cat > compose.yml <<'END'
            services:
              api: {image: "%s", volumes: ["data:/data"]}
            volumes: {data: {}}
            END
            docker compose --project-name other up --detach --quiet-pull 2>&1
            docker volume create loose
            """;

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final TinyProject project = TinyProject.on(host, "mine");

    @BeforeAll
    static void deployBesideSomebodyElse() throws Exception {
        host.run("sh", "-c", SOMEBODY_ELSE.formatted(QuickProject.IMAGE));
        project.write("compose.yml", """
                services:
                  web:
                    build: .
                    stop_grace_period: 0s
                    volumes: ["data:/data", "loose:/loose"]
                    networks: [default, theirs]
                volumes:
                  data: {}
                  loose: {external: true}
                networks:
                  theirs: {external: true, name: other_default}
                """);
        project.done("deploy");
        host.run("docker", "exec", "mine-web-1", "sh", "-c", "echo precious > /data/kept");
    }

    @Test
    @Order(1)
    void downKeepsTheDataAndStartBringsTheSameReleaseBack() throws Exception {
        String release = project.current();
        List<String> others = others();
        assertThat(project.done("down", "--plain")).contains("mine is down on dev", "deploy-to-dev start");
        assertThat(ofMine("ps", "--all")).isEmpty();
        assertThat(ofMine("network", "ls")).isEmpty();
        assertThat(ofMine("volume", "ls")).isEqualTo("mine_data");
        assertThat(project.done("start", "--plain")).contains("web started and ready on dev");
        assertThat(project.current()).isEqualTo(release);
        assertThat(host.run("docker", "exec", "mine-web-1", "cat", "/data/kept", "/srv/page"))
                .isEqualTo("precious\nfirst");
        assertThat(others()).isEqualTo(others);
    }

    @Test
    @Order(2)
    void dataIsDeletedOnlyForWhoeverSaysTheNameOfTheProject() throws Exception {
        Tool.Result unasked = project.run("down", "--volumes");
        assertThat(unasked.exitCode()).isEqualTo(USAGE);
        assertThat(unasked.output()).contains("--yes-delete-data=mine");
        Tool.Result wrong = project.run("down", "--volumes", "--yes-delete-data=other");
        assertThat(wrong.exitCode()).isEqualTo(USAGE);
        assertThat(host.run("docker", "exec", "mine-web-1", "cat", "/data/kept"))
                .isEqualTo("precious");
    }

    @Test
    @Order(3)
    void aClientThatIsKilledMeanwhileIsFollowedByADeployLikeAnyOther() throws Exception {
        try (Tool.Running killed = Tool.startVerb(project.file("config/deploy.yml"), "down", "--plain")) {
            killed.awaitOutput(output -> output.contains("stopping and removing"));
            killed.process().destroyForcibly();
        }
        project.page("second");
        project.done("deploy");
        assertThat(host.run("docker", "exec", "mine-web-1", "cat", "/data/kept", "/srv/page"))
                .isEqualTo("precious\nsecond");
    }

    @Test
    @Order(4)
    void onlyWhatIsTheProjectsOwnGoesWithItsData() throws Exception {
        List<String> others = others();
        assertThat(project.done("down", "--volumes", "--yes-delete-data=mine", "--plain"))
                .contains("volume mine_data", "its data is gone");
        assertThat(ofMine("volume", "ls")).isEmpty();
        assertThat(others()).isEqualTo(others);
        project.done("deploy");
        assertThat(host.run("docker", "exec", "mine-web-1", "ls", "/data")).isEmpty();
    }

    @Test
    @Order(5)
    void aPurgeLeavesNothingOfIt() throws Exception {
        List<String> others = others();
        for (String time : List.of("the first time", "where there is nothing any more")) {
            assertThat(project.done("down", "--purge", "--yes-delete-data=mine", "--plain"))
                    .as(time)
                    .contains("nothing is left of mine on dev");
        }
        assertThat(ofMine("ps", "--all") + ofMine("network", "ls") + ofMine("volume", "ls"))
                .isEmpty();
        assertThat(host.run("docker", "image", "ls", "--quiet", "--filter", "label=io.deploytodev.project=mine"))
                .isEmpty();
        assertThat(host.run("sh", "-c", "ls -A /home/deploy/.deploy-to-dev")).isEmpty();
        assertThat(others()).isEqualTo(others);
    }

    private static String ofMine(String... words) {
        String format = words[0].equals("ps") ? "{{.Names}}" : "{{.Name}}";
        return host.run(Stream.concat(
                        Stream.concat(Stream.of("docker"), Stream.of(words)),
                        Stream.of("--format", format, "--filter", MINE))
                .toArray(String[]::new));
    }

    /** All that is not ours: containers as they run, networks and volumes. */
    private static List<String> others() {
        return List.of(
                host.containers().get("api"),
                host.run("docker", "network", "inspect", "--format", "{{.Id}}", "other_default"),
                host.run("docker", "volume", "inspect", "--format", "{{.CreatedAt}}", "other_data", "loose"));
    }
}
