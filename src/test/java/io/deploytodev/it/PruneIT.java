package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A host full of things that are not ours, and a project that is deployed, cleaned up and rolled back among them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PruneIT {

    /** Of everybody; the images that are named come from the project's own first release. */
    private static final String FOREIGN = """
            set -eu
            mkdir -p /tmp/foreign; cd /tmp/foreign
            printf 'FROM deploy-to-dev-standin/python:3.11\\nRUN echo foreign > /f\\nCOPY x /x\\n' > Dockerfile
            echo 1 > x; docker build --quiet --tag foreign:1 .
            echo 2 > x; docker build --quiet --tag foreign:1 .
            ours=$(docker inspect --format '{{.Config.Image}}' tiny-web-1)
            docker tag "$ours" tiny-web:by-hand
            printf 'FROM %s\\nRUN echo mine > /m\\nCOPY x /x\\n' "$ours" > Dockerfile
            echo 3 > x; docker build --quiet --tag mine:latest .
            echo 4 > x; docker build --quiet --tag mine:latest .
            docker volume create named
            docker network create elsewhere
            docker run --detach --name runs --volume named:/n --volume /anonymous --network elsewhere foreign:1 sleep 1000
            docker create --name never-started "$ours" true
            docker run --name ended foreign:1 true
            docker run --name gone --volume /left-behind foreign:1 true
            docker rm gone
            su deploy -c 'mkdir -p ~/notes ~/.deploy-to-dev/not-a-project/trees/x; echo a > ~/notes/a.new; echo b > ~/.deploy-to-dev/b.new'
            """;

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final TinyProject tiny = TinyProject.on(host, "tiny");

    @RegisterExtension
    @Order(3)
    private static final TinyProject other = TinyProject.on(host, "other");

    private static Map<String, List<String>> before = Map.of();
    private static String first = "";

    @BeforeAll
    static void aHostFullOfForeignThings() throws Exception {
        tiny.done("deploy", "--plain");
        first = tiny.current();
        other.done("deploy", "--plain");
        other.page("second");
        other.done("deploy", "--plain");
        host.run("sh", "-c", FOREIGN);
        before = inventory();
        assertThat(before.get("image")).hasSizeGreaterThan(10);
        assertThat(before.get("volume")).hasSize(3);
    }

    @Test
    @Order(1)
    void deploysCleanUpAfterThemselves() throws Exception {
        for (int i = 0; i < 5; i++) {
            tiny.page("version " + i);
            tiny.done("deploy", "--plain");
        }
        tiny.page("version 5");
        String output = tiny.done("deploy", "--plain");
        assertThat(output).contains("Freed ", "1 release, 1 tree");
        assertThat(host.run("ls", tiny.state() + "/releases")).doesNotContain(first);
        // Five releases with two names each; one name that somebody gave, and one that a foreign container was made of.
        assertThat(ourNames()).hasSize(5 * 2 + 2).noneMatch(name -> name.contains(first));
        assertThat(inventory()).isEqualTo(before);
    }

    @Test
    @Order(2)
    void pruneTellsWhatItWouldRemoveAndRemovesThat() throws Exception {
        String id = "20260101T000000Z-1-killed";
        host.run(
                "docker",
                "tag",
                host.run("docker", "inspect", "--format", "{{.Image}}", "tiny-web-1"),
                "tiny-web:" + id);
        host.run(
                "su",
                "deploy",
                "-c",
                "mkdir -p " + tiny.state() + "/releases/" + id + "; head -c 3000000 /dev/zero > " + tiny.state()
                        + "/releases/" + id + "/model.json; touch " + tiny.state() + "/current.new");

        String dry = tiny.done("prune", "--dry-run");
        assertThat(dry)
                .contains(
                        "Would go from tiny on dev:",
                        "leftover",
                        "releases/" + id,
                        "tiny-web:" + id,
                        "Nothing was removed");
        assertThat(host.run("ls", tiny.state(), tiny.state() + "/releases")).contains(id, "current.new");

        String json = tiny.done("prune", "--json");
        assertThat(json.lines())
                .allMatch(line -> line.startsWith("{\"schema\":1,\"kind\":\""))
                .anyMatch(line -> line.contains("releases/" + id) && !line.contains("\"bytes\":0"))
                .last()
                .asString()
                .contains("\"kind\":\"total\"", "\"dryRun\":false");
        assertThat(host.run("ls", tiny.state(), tiny.state() + "/releases")).doesNotContain(id, "current.new");
        assertThat(ourNames()).noneMatch(name -> name.contains(id));
        assertThat(tiny.done("prune")).contains("There is nothing to remove of tiny on dev.");
        assertThat(tiny.done("audit")).contains("prune");
        assertThat(inventory()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void whatADeployThatFailedBuiltGoesWithTheNextOne() throws Exception {
        tiny.write("Dockerfile", """
                FROM deploy-to-dev-standin/python:3.11
                COPY page /srv/page
                RUN head -c 5000000 /dev/urandom > /srv/large
                CMD ["false"]
                """);
        assertThat(tiny.run("deploy", "--plain").exitCode()).isEqualTo(12);
        assertThat(tiny.served("web")).isEqualTo("version 5");
        String dry = tiny.done("prune", "--dry-run");
        assertThat(dry).contains("image", "5.0 MB");
        assertThat(tiny.done("prune")).contains("Freed 5.1 MB");
        assertThat(inventory()).isEqualTo(before);
    }

    @Test
    @Order(4)
    void whatIsKeptCanBeReturnedTo() throws Exception {
        List<String> releases =
                host.run("ls", tiny.state() + "/releases").lines().sorted().toList();
        tiny.done("rollback", "--plain");
        assertThat(tiny.served("web")).isEqualTo("version 4");
        tiny.done("prune");
        tiny.done("rollback", "--plain", releases.get(0));
        assertThat(tiny.served("web")).isEqualTo("version 1");
        other.done("rollback", "--plain");
        assertThat(other.served("web")).isEqualTo("first");
    }

    private static List<String> ourNames() {
        return lines("docker image ls --format '{{.Repository}}:{{.Tag}}' tiny-web");
    }

    /** Everything that is not the project's, by its kind; of the cache, what was there at first. */
    private static Map<String, List<String>> inventory() {
        Predicate<String> ours = line -> line.contains(" tiny-web:20") || line.contains(" tiny-web:content-");
        Map<String, List<String>> all = new TreeMap<>();
        all.put("image", but(ours, "docker image ls --no-trunc --format '{{.ID}} {{.Repository}}:{{.Tag}}'"));
        all.put(
                "container",
                but(
                        line -> line.contains("/tiny-web-1 "),
                        "docker inspect --format '{{.Id}} {{.Name}} {{.State.StartedAt}} {{.State.Status}} {{.Image}}'"
                                + " $(docker ps -aq)"));
        all.put("volume", lines("docker volume inspect --format '{{.Name}} {{.CreatedAt}}' $(docker volume ls -q)"));
        all.put("network", lines("docker network ls --no-trunc --format '{{.ID}} {{.Name}}'"));
        all.put(
                "file",
                lines("cd /home/deploy && find . -path ./.deploy-to-dev/tiny -prune -o -path ./.docker -prune -o"
                        + " -type f -printf '%P %s %T@ %i\\n'"));
        all.put("cache", cache());
        return all;
    }

    /** Its records come and go with every build; those that were there when it was looked at first must stay. */
    private static List<String> cache() {
        List<String> now = lines("docker builder du --verbose | sed -n 's/^ID:[[:space:]]*//p'");
        return before.containsKey("cache")
                ? before.get("cache").stream().filter(now::contains).toList()
                : now;
    }

    private static List<String> but(Predicate<String> ours, String command) {
        return lines(command).stream().filter(ours.negate()).toList();
    }

    private static List<String> lines(String command) {
        return Arrays.stream(host.run("sh", "-c", command).split("\n"))
                .filter(line -> !line.isBlank())
                .sorted()
                .collect(Collectors.toList());
    }
}
