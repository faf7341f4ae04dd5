package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Projects whose authors never heard of this tool, each with a few lines of configuration, on one dev host. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StrangersIT {

    private static final String TOKEN = "tok-4711-of-the-index";

    private static final String[] VOICECHAT = {
        "compose: {env_file: ../.env.production}",
        "health:",
        "  path: /api/health",
        "  json: {status: healthy, services.*: [healthy, disabled]}",
        "  websocket: /ws/probe",
        "timeouts: {health: 5s}",
    };

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final StrangersProject voicechat = StrangersProject.on(host, "voicechat");

    @RegisterExtension
    @Order(2)
    private static final StrangersProject linkshop = StrangersProject.on(host, "linkshop");

    @RegisterExtension
    @Order(2)
    private static final StrangersProject reports = StrangersProject.on(host, "reports");

    /** The projects name the official images; here others stand in for them. */
    @BeforeAll
    static void nameImages() {
        host.run("docker", "tag", "deploy-to-dev-standin/python:3.11", "python:3.11-slim");
        host.run("docker", "tag", "deploy-to-dev-standin/node:18", "node:20-alpine");
        host.run(
                "docker",
                "tag",
                System.getenv().getOrDefault("REDIS_IMAGE", "deploy-to-dev-standin/redis:7"),
                "redis:7-alpine");
    }

    @Test
    @Order(1)
    void anEnvironmentFileThatStaysAtHomeIsNamedWithTheLineThatBringsIt() throws Exception {
        voicechat.configure();

        Tool.Result result = voicechat.deploy();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(3);
        assertThat(result.output()).contains(".env.production", "compose: {env_file: ../.env.production}");
        assertThat(host.containers()).isEmpty();
    }

    @Test
    @Order(2)
    void aServiceWithoutInfrastructureIsHealthyInAllItsPartsAndSpeaksWebSocket() throws Exception {
        voicechat.write(".env.production", "OPENAI_API_KEY=sk-not-for-anybody\n");
        voicechat.configure(VOICECHAT);

        Tool.Result result = voicechat.deployed();

        assertThat(get(8000, "/api/health")).contains("\"stt\":\"disabled\"", "\"llm\":\"healthy\"");
        assertThat(result.output()).doesNotContain("sk-not-for-anybody");
        assertThat(host.run(
                        "docker", "run", "--rm", "voicechat-backend:" + contentTag("voicechat-backend"), "ls", "-a"))
                .doesNotContain(".env");
    }

    @Test
    @Order(3)
    void aModelThatLiesOnTheHostStaysThereAndIsSeen() throws Exception {
        Map<String, String> before = voicechat.containers();
        host.run("su", "deploy", "-c", "echo weights > " + voicechat.source() + "/model/speech.onnx");

        voicechat.deployed();

        assertThat(voicechat.containers()).isEqualTo(before);
        assertThat(get(8000, "/api/health")).contains("\"stt\":\"healthy\"");
    }

    @Test
    @Order(4)
    void aChangedLineOfPythonArrives() throws Exception {
        voicechat.edit("app/main.py", text -> text.replace("0.3.0", "0.4.0"));

        Tool.Result result = voicechat.deployed();

        assertThat(result.output()).contains("1 of ", " files sent");
        assertThat(get(8000, "/api/health")).contains("\"version\":\"0.4.0\"", "\"stt\":\"healthy\"");
    }

    @Test
    @Order(5)
    void onePartThatIsUnwellFailsTheDeployThoughTheStatusIs200() throws Exception {
        voicechat.edit(".env.production", text -> text + "STT_BACKEND=broken\n");

        Tool.Result result = voicechat.deploy();

        voicechat.edit(".env.production", text -> text.replace("STT_BACKEND=broken\n", ""));
        assertThat(result.exitCode()).as(result.output()).isEqualTo(12);
        assertThat(result.output()).contains("services.stt", "unhealthy");
        assertThat(get(8000, "/api/health")).contains("\"stt\":\"healthy\"");
    }

    @Test
    @Order(6)
    void aWebSocketThatDoesNotOpenFailsTheDeploy() throws Exception {
        voicechat.edit("app/main.py", text -> text.replace("\"/ws/", "\"/talk/"));

        Tool.Result result = voicechat.deploy();

        voicechat.edit("app/main.py", text -> text.replace("\"/talk/", "\"/ws/"));
        assertThat(result.exitCode()).as(result.output()).isEqualTo(12);
        assertThat(result.output()).contains("403");
    }

    @Test
    @Order(7)
    void severalImagesAndAnImageFromElsewhereComeUpAsOneProject() throws Exception {
        linkshop.write(".env", "REDIS_URL=redis://redis:6379\nSHOP_NAME=corner\n");
        linkshop.configure("compose: {env_file: ../.env}", "health: {path: /healthz}");

        Tool.Result result = linkshop.deployed();

        assertThat(result.output()).contains("1 of them infrastructure");
        assertThat(linkshop.containers()).containsOnlyKeys("web", "worker", "redis", "seed");
        assertThat(get(8080, "/")).contains("Welcome to the shop", "\"shop\":\"corner\"");
        // Its worker has no check: it may need a moment more until it works.
        await().untilAsserted(() -> assertThat(get(8080, "/")).contains("\"working\":true"));
    }

    @Test
    @Order(8)
    void noChangeTouchesNothingNeitherOneShotsNorServicesOfAProfile() throws Exception {
        linkshop.deployed("--profile", "tools");
        Map<String, String> before = linkshop.containers();
        assertThat(before).containsKey("monitor");

        linkshop.deployed("--profile", "tools");
        linkshop.deployed();

        assertThat(linkshop.containers()).isEqualTo(before);
    }

    @Test
    @Order(9)
    void aChangedLineRecreatesTheOneServiceWhoseImageItChanges() throws Exception {
        Map<String, String> before = linkshop.containers();
        linkshop.edit("web/server.js", text -> text.replace("Welcome to the shop", "Come in"));

        linkshop.deployed();

        assertThat(get(8080, "/")).contains("Come in");
        assertThat(changed(before, linkshop.containers())).containsExactly("web");
    }

    @Test
    @Order(10)
    void aSecretFileThatIsNotOnTheHostIsNamedBeforeAnythingStarts() throws Exception {
        reports.write(".env", """
                SIGNING_KEY=sign-with-this
                INDEX_TOKEN=%s
                BANNER=Good morning
                HTTP_PROXY=http://proxy.example.internal:3128
                HTTPS_PROXY=http://proxy.example.internal:3129
                NO_PROXY=localhost,.example.internal
                REVISION=r7
                """.formatted(TOKEN));
        reports.configure(
                "compose: {env_file: ../.env}",
                "readiness: {metrics: {port: 9100, path: /metrics.txt}}",
                "health: {path: /}");

        Tool.Result result = reports.deploy();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(3);
        assertThat(result.output()).contains("secrets/database", reports.source() + "/secrets/database");
        assertThat(reports.containers()).isEmpty();
    }

    @Test
    @Order(11)
    void secretsProxiesReplicasAndTheHostsNetworkAreAsTheComposeFilesSay() throws Exception {
        host.run(
                "su",
                "deploy",
                "-c",
                "cd " + reports.source() + " && mkdir -m 700 secrets && echo pw > secrets/database");
        watchArguments();

        Tool.Result result = reports.deployed();

        String leaks = host.run("sh", "-c", "touch /tmp/watched; cat /tmp/leaks");
        assertThat(leaks)
                .as("processes with the build secret in their arguments")
                .isEmpty();
        assertThat(result.output()).doesNotContain(TOKEN, "sign-with-this").containsPattern("renderer \\([12] of 2\\)");
        assertThat(get(9000, "/"))
                .contains("revision=r7", "token_length=" + TOKEN.length(), "Good morning", "width = 80")
                .contains("proxy=http://proxy.example.internal:3128 http://proxy.example.internal:3129 localhost,")
                .contains("\"signs\": true", "\"database\": true");
        String image = "reports-api:" + contentTag("reports-api");
        assertThat(host.run("docker", "history", "--no-trunc", image) + host.run("docker", "inspect", image))
                .doesNotContain(TOKEN);
        assertThat(host.run("docker", "ps", "--quiet", "--filter", "label=com.docker.compose.service=renderer")
                        .lines())
                .hasSize(2);
    }

    @Test
    @Order(12)
    void whatContainersSeeOfFilesAndVariablesIsNoticedWhenItChangesAndOnlyThen() throws Exception {
        Map<String, String> before = reports.containers();
        reports.deployed();
        assertThat(reports.containers()).isEqualTo(before);
        reports.edit("layout.ini", text -> text.replace("80", "120"));
        reports.edit(".env", text -> text.replace("Good morning", "Good evening"));

        reports.deployed();

        assertThat(get(9000, "/")).contains("width = 120", "Good evening");
        assertThat(changed(before, reports.containers())).containsExactly("api");
    }

    /** From now on the host notes which processes are given the token as an argument. */
    private static void watchArguments() {
        host.run("sh", "-c", "printf %s \"$1\" > /tmp/token", "sh", TOKEN);
        // A shell of its own, for the one above had the token among its arguments.
        host.run(
                "sh",
                "-c",
                "(until [ -e /tmp/watched ]; do grep -laFf /tmp/token /proc/[0-9]*/cmdline; sleep 0.05; done)"
                        + " > /tmp/leaks 2>/dev/null &");
    }

    private static String contentTag(String image) {
        return host.run("docker", "image", "ls", "--format", "{{.Tag}}", image)
                .lines()
                .filter(tag -> tag.startsWith("content-"))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> changed(Map<String, String> before, Map<String, String> after) {
        Map<String, String> changed = new TreeMap<>(after);
        changed.entrySet().removeAll(before.entrySet());
        return changed.keySet();
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        return Gateway.at(host, port).get(path).body();
    }
}
