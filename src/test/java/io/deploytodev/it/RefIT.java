package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy --ref}: what was pushed to a remote over SSH, whatever lies in the clone that it is run in. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefIT {

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final TinyProject project = TinyProject.on(host, "pushed");

    @TempDir
    private static Path directory;

    private static GitServer server;
    private static Path clone;
    private static Path author;

    @BeforeAll
    static void pushTheProject() throws Exception {
        server = GitServer.start(Files.createDirectory(directory.resolve("server")));
        project.compose("web", "    env_file: .env\n");
        project.write(".gitignore", ".env\n");
        project.write(".env", "GREETING=hello\n");
        project.configure("compose: {env_file: ../.env}");
        clone = project.file(".");
        git(clone, "init", "--quiet", "--initial-branch=main");
        git(clone, "config", "core.sshCommand", server.ssh());
        git(clone, "remote", "add", "origin", server.url());
        git(clone, "add", "--all");
        git(clone, "commit", "--quiet", "--message", "first");
        git(clone, "push", "--quiet", "origin", "main");
        author = directory.resolve("author");
        git(directory, "-c", "core.sshCommand=" + server.ssh(), "clone", "--quiet", server.url(), author.toString());
        git(author, "config", "core.sshCommand", server.ssh());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void where_the_environment_comes_from_must_be_said() throws Exception {
        Tool.Result refused = project.run("deploy", "--plain", "--ref", "origin/main");

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(3);
        assertThat(refused.output())
                .contains("Nothing says where the environment of a ref comes from.", "env_file: same");
    }

    @Test
    @Order(2)
    void what_was_pushed_is_deployed_and_what_lies_here_stays_as_it_is() throws Exception {
        project.configure("compose: {env_file: ../.env}\nref: {env_file: same}");
        Files.writeString(author.resolve("page"), "pushed last night\n");
        git(author, "commit", "--quiet", "--all", "--message", "second");
        git(author, "push", "--quiet", "origin", "main");
        project.page("half written");
        String status = git(clone, "status", "--porcelain", "--branch");

        Tool.Result planned = project.run("plan", "--plain", "--ref", "origin/main");
        Tool.Result deployed = project.run("deploy", "--plain", "--ref", "origin/main");

        assertThat(planned.exitCode()).as(planned.output()).isZero();
        assertThat(deployed.exitCode()).as(deployed.output()).isZero();
        assertThat(project.served("web")).contains("pushed last night");
        assertThat(host.run("docker", "exec", "pushed-web-1", "printenv", "GREETING"))
                .contains("hello");
        assertThat(git(clone, "status", "--porcelain", "--branch")).isEqualTo(status);
        assertThat(Files.readString(project.file("page"))).isEqualTo("half written\n");
        JsonNode release = new ObjectMapper()
                .readTree(project.run("releases", "--json")
                        .output()
                        .lines()
                        .findFirst()
                        .orElseThrow());
        assertThat(git(author, "rev-parse", "HEAD"))
                .startsWith(release.path("commit").asText());
        assertThat(release.path("commit").asText()).isNotEmpty();
        assertThat(release.path("branch").asText()).isEqualTo("main");
        assertThat(release.path("dirty").asBoolean()).isFalse();
    }

    @Test
    @Order(3)
    void a_remote_that_does_not_let_us_in_is_told_at_once_and_nothing_is_asked() throws Exception {
        git(clone, "config", "core.sshCommand", server.sshWithoutKey());

        Tool.Result refused = project.run("deploy", "--plain", "--ref", "origin/main");

        git(clone, "config", "core.sshCommand", server.ssh());
        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(4);
        assertThat(refused.output()).contains("The remote refuses the key");
    }

    @Test
    @Order(4)
    void a_return_to_an_earlier_release_brings_back_what_the_working_tree_had() throws Exception {
        Tool.Result deployed = project.run("deploy", "--plain");
        assertThat(deployed.exitCode()).as(deployed.output()).isZero();
        assertThat(project.served("web")).contains("half written");

        Tool.Result back = project.run("rollback", "--plain");

        assertThat(back.exitCode()).as(back.output()).isZero();
        assertThat(project.served("web")).contains("pushed last night");
    }

    private static String git(Path where, String... words) throws Exception {
        String[] all = new String[words.length + 1];
        all[0] = "git";
        System.arraycopy(words, 0, all, 1, words.length);
        return GitServer.run(where, all);
    }
}
