package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.config.HostileValues;
import io.deploytodev.it.QuickProject.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What means harm arrives on a real dev host as it is, or is refused; nothing of it is run, and nothing lands outside. */
class HostileIT {

    private static final String ODD =
            "o'd \"d $(touch " + HostileValues.MARKER + ") `touch " + HostileValues.MARKER + "`; ü";

    private static final String COMPOSE = """
            services:
              web:
                image: %s
                entrypoint: [sh, -c, "exec sleep 1000"]
                init: true
                environment: {ODD: %s}
                labels: {odd: %s}
            """;

    @TempDir
    private static Path directory;

    @RegisterExtension
    private static final DevHost host = DevHost.forTheClass();

    private static QuickProject project;

    @BeforeAll
    static void write() throws Exception {
        project = new QuickProject(directory, host);
        compose("web");
        project.configure("");
    }

    @AfterEach
    void nothingWasRunOrWrittenOutside() throws Exception {
        String find = "find / -xdev -name '" + HostileValues.MARKER + "*' -not -path '/proc/*' 2> /dev/null | head";
        assertThat(host.run("sh", "-c", find)).isEmpty();
        for (Path place : List.of(directory, project.source(), Path.of("").toAbsolutePath(), Path.of("/tmp"))) {
            assertThat(place.resolve(HostileValues.MARKER)).doesNotExist();
        }
    }

    @Test
    void filesBranchUserAndValuesArriveAsTheyAre() throws Exception {
        Path odd = Files.createDirectories(project.source().resolve("-rf/" + ODD));
        Files.writeString(odd.resolve("--help"), "content\n");
        Files.writeString(project.source().resolve("a\nb"), "line end\n");
        git("init", "--quiet", "--initial-branch=main");
        git("checkout", "--quiet", "-b", "$(touch${IFS}" + HostileValues.MARKER + ")'\"`;");
        git("add", "--all");
        git("-c", "user.name=" + ODD, "-c", "user.email=a@b", "commit", "--quiet", "--message", ODD);
        Map<String, String> somebody =
                Map.of("JDK_JAVA_OPTIONS", "-Duser.name=$(touch\u00a0" + HostileValues.MARKER + ")`x`");
        project.configure("hooks: {before_build: {run: [sh, -c, 'printf %s \"$1\" > /tmp/hook.txt', sh, '"
                + ODD.replace("'", "''") + "'], on: host}}");

        Ran deploy = project.run(somebody, "deploy", "--verbose");

        assertThat(deploy.exitCode()).as(deploy.toString()).isZero();
        assertThat(host.run("cat", "/tmp/hook.txt")).isEqualTo(ODD);
        String tree = "/home/deploy/.deploy-to-dev/quick/source/";
        assertThat(host.run("cat", tree + "-rf/" + ODD + "/--help")).isEqualTo("content");
        assertThat(host.run("cat", tree + "a\nb")).isEqualTo("line end");
        assertThat(host.run("docker", "exec", "quick-web-1", "printenv", "ODD")).isEqualTo(ODD);
        assertThat(host.run("docker", "inspect", "--format", "{{index .Config.Labels \"odd\"}}", "quick-web-1"))
                .isEqualTo(ODD);
        Ran releases = project.run("releases");
        assertThat(releases.out()).contains("$(touch${IFS}" + HostileValues.MARKER + ")");
        project.configure("");
    }

    @Test
    void aStateDirectoryOfAnyNameIsThatDirectory() throws Exception {
        String state = "/home/deploy/" + ODD;
        project.configure("");
        String config = Files.readString(project.config());
        Files.writeString(
                project.config(),
                config.replace(
                                "user: deploy",
                                "user: deploy, state: '"
                                        + state.replace("'", "''").replace("$", "$$") + "'")
                        .replace("project: quick", "project: other"));
        Ran deploy = project.run("deploy", "--plain");
        assertThat(host.run("ls", "/home/deploy")).isNotEmpty();
        if (deploy.exitCode() == 0) {
            assertThat(host.run("ls", state + "/other")).contains("releases");
        } else {
            assertThat(deploy.err()).as(deploy.toString()).contains(state);
        }
        project.configure("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rollback|../../../../etc",
                "rollback|$(touch zqexecuted)",
                "releases|show|../../../../../etc/passwd",
                "releases|show|'; touch zqexecuted; '",
                "deploy|--service|$(touch zqexecuted)",
                "deploy|--service=--privileged",
                "deploy|--type|`touch zqexecuted`",
                "deploy|--profile|x; touch zqexecuted",
                "deploy|--host|$(touch zqexecuted)",
                "deploy|--config|/dev/zero",
            })
    void aWordOfTheCommandLineIsRefused(String line) throws Exception {
        String[] words = line.split("\\|", -1);
        Ran ran = project.run(words[0], List.of(words).subList(1, words.length).toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.toString()).isIn(2, 3);
        assertThat(ran.err()).doesNotContain("should not have happened", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--privileged", "-rf", "--volumes"})
    void aServiceThatIsCalledLikeAnOptionIsRefused(String name) throws Exception {
        compose(name);
        Ran deploy = project.run("deploy", "--plain");
        compose("web");
        assertThat(deploy.exitCode()).as(deploy.toString()).isEqualTo(3);
    }

    private static void compose(String service) throws IOException {
        String quoted = "'" + ODD.replace("'", "''").replace("$", "$$") + "'";
        project.compose(COMPOSE.formatted(QuickProject.IMAGE, quoted, quoted).replace("  web:", "  " + service + ":"));
    }

    private static void git(String... words) throws Exception {
        List<String> command =
                new java.util.ArrayList<>(List.of("git", "-C", project.source().toString()));
        command.addAll(List.of(words));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
