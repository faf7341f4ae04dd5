package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can be wrong with a project: its files, its variables, its images. */
class ProjectMistakesIT {

    private static final String ALL_LINES_OF_PROCESSES =
            "(while [ ! -e /tmp/seen ]; do ps axww -o args; sleep 0.1; done"
                    + " > /tmp/processes 2>&1) > /dev/null 2>&1 &";

    /** Files that came or changed after the host was started, and that its account may read as anybody may. */
    private static final String READABLE_BY_ALL = "find / -xdev -type f -newer /etc/hostname -perm -o=r"
            + " -exec grep -lE 'first(postgres|neo4j|redis)password' '{}' + || true";

    /** Enough of a registry to say no: it has no image, and wants a login for those that are private. */
    private static final String REGISTRY = "use IO::Socket::INET; $SIG{PIPE} = 'IGNORE';"
            + " my $s = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 5000, Listen => 9, ReuseAddr => 1);"
            + " while (my $c = $s->accept) { my $q = <$c>; while (<$c>) { last if /^\\r?$/ }"
            + " my ($code, $b) = $q =~ m{ /v2/ } ? (200, '{}') : $q =~ /private/"
            + " ? (403, '{\"errors\":[{\"code\":\"DENIED\",\"message\":\"requested access to the resource is denied\"}]}')"
            + " : (404, '{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}]}');"
            + " printf $c \"HTTP/1.1 %d X\\r\\nContent-Type: application/json\\r\\nContent-Length: %d\\r\\nConnection:"
            + " close\\r\\n\\r\\n%s\", $code, length $b, $q =~ /^HEAD/ ? '' : $b; close $c }";

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final SampleProject project = SampleProject.on(host);

    private final Refusal refusal = new Refusal(host, project);

    @BeforeAll
    static void deployOnce() throws Exception {
        host.run("sh", "-c", ALL_LINES_OF_PROCESSES);
        Tool.Result first = Tool.deploy(project);
        host.run("touch", "/tmp/seen");
        assertThat(first.exitCode()).as(first.output()).isZero();
    }

    @Test
    void noPasswordIsLeftWhereOthersCouldReadIt() {
        // Neo4j's own image gives its password to its own tool, inside its container; that is not ours to mend.
        String processes = host.run("grep", "-v", "set-initial-password", "/tmp/processes");
        host.run("rm", "/tmp/processes");
        assertThat(processes).contains("docker compose");
        SampleProject.PASSWORDS.forEach(password -> assertThat(processes).doesNotContain(password));
        assertThat(host.run("su", "deploy", "-c", READABLE_BY_ALL)).isEmpty();
        assertThat(host.run("sh", "-c", "cat /home/deploy/.deploy-to-dev/scribe/releases/*/release.json"))
                .contains("\"outcome\"")
                .doesNotContain(SampleProject.PASSWORDS);
    }

    @Test
    void aPasswordThatComposeQuotesIsNotShown() throws Exception {
        refusal.with(
                3,
                () -> project.set("REDIS_PASSWORD", "\"firstredispassword abc"),
                () -> project.set("REDIS_PASSWORD", "firstredispassword"),
                "unterminated quoted value",
                "${REDIS_PASSWORD}");
        refusal.with(
                3,
                () -> project.set("API_GATEWAY_PORT", "firstredispassword4711"),
                () -> project.set("API_GATEWAY_PORT", ""),
                "${API_GATEWAY_PORT}");
    }

    @Test
    void aMissingEnvironmentFile() throws Exception {
        withConfig(
                3,
                text -> text.replace("env_file: dev.env", "env_file: nope.env"),
                "nope.env",
                "does not exist",
                ".env.example");
    }

    @Test
    void missingVariables() throws Exception {
        refusal.with(
                3,
                () -> {
                    project.set("NEO4J_PASSWORD", "");
                    project.set("REDIS_PASSWORD", "");
                },
                () -> {
                    project.set("NEO4J_PASSWORD", "firstneo4jpassword");
                    project.set("REDIS_PASSWORD", "firstredispassword");
                },
                "need variables that nobody sets: NEO4J_PASSWORD, REDIS_PASSWORD",
                "dev.env");
    }

    @Test
    void aComposeFileThatIsNoYaml() throws Exception {
        withEdit(3, "docker-compose.yml", text -> text.replace("services:", "services: ["), "yaml", "compose files");
    }

    @Test
    void aComposeFileWithAnUnknownKey() throws Exception {
        withEdit(3, "docker-compose.yml", text -> text.replace("restart:", "restrat:"), "restrat", "compose files");
    }

    @Test
    void aServiceThatDoesNotExistHasANearestName() throws Exception {
        withConfig(
                3,
                text -> text.replace("redis]", "reddis]").replace("agent-plotmaster:", "agent-plotmater:"),
                "agent-plotmater, reddis",
                "For agent-plotmater, did you mean agent-plotmaster?",
                "For reddis, did you mean redis?");
        Tool.Result asked = Tool.deploy(project, "--service", "api-gatway");
        assertThat(asked.exitCode()).as(asked.output()).isEqualTo(2);
        assertThat(asked.output()).contains("There is no service api-gatway.", "Did you mean api-gateway?");
    }

    @Test
    void aDockerfileThatIsNotThere() throws Exception {
        Path dockerfile = project.source().resolve("backend/Dockerfile");
        Path away = project.source().resolve("backend/Dockerfile.away");
        refusal.with(
                3,
                () -> Files.move(dockerfile, away),
                () -> Files.move(away, dockerfile),
                "There is no backend/Dockerfile to build ",
                "Found before anything was built",
                "build.dockerfile");
    }

    @Test
    void aRegistryOutOfReach() throws Exception {
        withImage(
                "registry.invalid/team/redis:7",
                "The image registry.invalid/team/redis:7 of redis cannot be pulled.",
                "does not reach the registry",
                "docker pull registry.invalid/team/redis:7");
    }

    @Test
    void aRegistryThatSaysNo() throws Exception {
        host.run("sh", "-c", "perl -e '" + REGISTRY.replace("'", "'\\''") + "' > /tmp/registry.log 2>&1 & echo");
        withImage("127.0.0.1:5000/team/redis:8", "has no such image", "the tag of the image");
        withImage("127.0.0.1:5000/private/redis:7", "asks for a login", "docker login 127.0.0.1:5000");
    }

    @Test
    void anImageThatIsNoName() throws Exception {
        withImage("Not!an!Image", "no image's name");
    }

    private void withImage(String image, String... words) throws Exception {
        refusal.with(
                9,
                () -> project.set("REDIS_IMAGE", image),
                () -> project.set("REDIS_IMAGE", System.getenv().getOrDefault("REDIS_IMAGE", "")),
                words);
    }

    private void withEdit(int exitCode, String file, UnaryOperator<String> change, String... words) throws Exception {
        String text = Files.readString(project.source().resolve(file));
        refusal.with(exitCode, () -> project.edit(file, change), () -> project.edit(file, broken -> text), words);
    }

    private void withConfig(int exitCode, UnaryOperator<String> change, String... words) throws Exception {
        refusal.with(
                exitCode,
                () -> project.writeConfig(change),
                () -> project.writeConfig(UnaryOperator.identity()),
                words);
    }
}
