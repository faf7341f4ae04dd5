package io.deploytodev.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.failure.FailureKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a project is set up to run: faults are found, and a project that is well is left in peace. */
class ProjectChecksTest {

    private static final String WELL = """
            "web": {"build": {"context": "/src"}, "restart": "unless-stopped", "mem_limit": "536870912",
              "logging": {"driver": "json-file", "options": {"max-size": "10m"}},
              "environment": {"HTTP_PROXY": "http://proxy:3128", "NO_PROXY": "localhost,127.0.0.1,db",
                              "POSTGRES_PASSWORD": "oh2eiCh6"},
              "ports": [{"target": 8000, "published": "8000"}],
              "healthcheck": {"test": ["CMD-SHELL", "wget -q -O /dev/null http://127.0.0.1:8000/health"]},
              "depends_on": {"migrate": {"condition": "service_completed_successfully"}}},
            "migrate": {"image": "app", "restart": "no",
              "logging": {"driver": "local"}}
            """;

    private static Projects well() {
        return Projects.of(WELL)
                .built("web", "FROM python:3.11\nEXPOSE 8000\nUSER app\nCMD [\"serve\"]\n")
                .on(Projects.host(Projects.HEALTHY_VITALS));
    }

    private static Projects with(String before, String after) {
        assertThat(WELL).contains(before);
        return Projects.of(WELL.replace(before, after)).on(Projects.host(Projects.HEALTHY_VITALS));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aProjectThatIsWellIsLeftInPeace(Check<ProjectFacts> check) {
        assertThat(check.look(well().facts())).isEmpty();
    }

    static List<Check<ProjectFacts>> all() {
        return Catalog.ofProject();
    }

    @Test
    void aServiceThatDoesNotComeBack() {
        assertThat(new RestartPolicies()
                        .look(with("\"restart\": \"unless-stopped\", ", "").facts()))
                .singleElement()
                .satisfies(found -> assertThat(found.what()).startsWith("web is not started again"));
    }

    @Test
    void aOneShotThatNeverEnds() {
        assertThat(new RestartPolicies()
                        .look(with("\"restart\": \"no\"", "\"restart\": \"always\"")
                                .facts()))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.severity()).isEqualTo(Severity.HURTS);
                    assertThat(found.what()).startsWith("migrate is meant to end");
                });
    }

    @Test
    void aServiceThatMayTakeAllMemory() {
        assertThat(new MemoryLimits()
                        .look(with("\"mem_limit\": \"536870912\",", "").facts()))
                .singleElement()
                .satisfies(found -> assertThat(found.what()).isEqualTo("web has no memory limit."));
    }

    @Test
    void aLimitThatNoEngineGivesAndOneThatLimitsNothing() {
        assertThat(new MemoryLimits().look(with("536870912", "512").facts()))
                .singleElement()
                .satisfies(found -> assertThat(found.kind()).contains(FailureKind.ROLLOUT));
        assertThat(new MemoryLimits().look(with("536870912", "99000000000").facts()))
                .singleElement()
                .satisfies(found -> assertThat(found.what()).contains("more than the host has"));
    }

    @Test
    void aLimitOfADeploySectionCounts() {
        assertThat(new MemoryLimits()
                        .look(with(
                                        "\"mem_limit\": \"536870912\"",
                                        "\"deploy\": {\"resources\": {\"limits\": {\"memory\": \"536870912\"}}}")
                                .facts()))
                .isEmpty();
    }

    @Test
    void aLogThatGrowsForEver() {
        Projects growing = with("\"options\": {\"max-size\": \"10m\"}", "\"options\": {}");
        assertThat(new LogRotation().look(growing.facts())).singleElement().satisfies(found -> assertThat(found.what())
                .contains("The log of web grow"));
    }

    @Test
    void theEnginesOwnRotationIsEnough() {
        String rotating = Projects.HEALTHY_VITALS.replace(
                "daemon=", "daemon={\"log-driver\": \"json-file\", \"log-opts\": {\"max-size\": \"50m\"}}");
        Projects growing = with("\"options\": {\"max-size\": \"10m\"}", "\"options\": {}");
        assertThat(new LogRotation().look(growing.on(Projects.host(rotating)).facts()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_PROXY, '', HURTS",
        "https_proxy, db, HURTS",
        "ALL_PROXY, localhost, HURTS",
    })
    void aProxyThatCatchesLocalhost(String name, String exceptions, Severity severity) {
        Projects caught = Projects.of("\"web\": {\"image\": \"x\", \"environment\": {\"" + name
                + "\": \"http://user:word@proxy:3128\", \"NO_PROXY\": \"" + exceptions + "\"}}");
        assertThat(new ContainerProxies().look(caught.facts())).singleElement().satisfies(found -> {
            assertThat(found.severity()).isEqualTo(severity);
            assertThat(found.why()).doesNotContain("word");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "localhost,127.0.0.1", "db localhost 127.0.0.0/8"})
    void aProxyThatSparesLocalhost(String exceptions) {
        Projects spared =
                Projects.of("\"web\": {\"image\": \"x\", \"environment\": {\"HTTP_PROXY\": \"http://proxy:3128\","
                        + " \"no_proxy\": \"" + exceptions + "\"}}");
        assertThat(new ContainerProxies().look(spared.facts())).isEmpty();
    }

    @Test
    void anEmptyProxyIsNone() {
        Projects empty = Projects.of("\"web\": {\"image\": \"x\", \"environment\": {\"HTTP_PROXY\": \"\"}}");
        assertThat(new ContainerProxies().look(empty.facts())).isEmpty();
    }

    @Test
    void aProxyThatDockersClientGivesToAll() {
        String proxied = Projects.HEALTHY_VITALS.replace(
                "client=", "client={\"proxies\": {\"default\": {\"httpProxy\": \"http://p\", \"noProxy\": \"db\"}}}");
        assertThat(new ContainerProxies().look(well().on(Projects.host(proxied)).facts()))
                .singleElement()
                .satisfies(found -> assertThat(found.fix()).contains("~/.docker/config.json"));
        String spared = proxied.replace("\"db\"", "\"localhost,127.0.0.1\"");
        assertThat(new ContainerProxies().look(well().on(Projects.host(spared)).facts()))
                .isEmpty();
    }

    @Test
    void aContainerThatRunsAsRoot() {
        assertThat(new RootImages()
                        .look(Projects.of(WELL)
                                .built("web", "FROM python:3.11-slim\nCMD x\n")
                                .facts()))
                .singleElement()
                .satisfies(found -> assertThat(found.what()).isEqualTo("web runs as root."));
        assertThat(new RootImages()
                        .look(Projects.of(WELL)
                                .built("web", "FROM team/base\n")
                                .image("web", "0")
                                .facts()))
                .hasSize(1);
    }

    @Test
    void aUserOfTheModelOrTheBaseImageIsEnough() {
        assertThat(new RootImages()
                        .look(Projects.of(WELL.replace("\"mem_limit\"", "\"user\": \"1000\", \"mem_limit\""))
                                .built("web", "FROM python:3.11-slim\nUSER root\n")
                                .facts()))
                .isEmpty();
        assertThat(new RootImages()
                        .look(Projects.of(WELL)
                                .built("web", "FROM team/base\n")
                                .image("web", "app")
                                .facts()))
                .isEmpty();
        assertThat(new RootImages()
                        .look(Projects.of(WELL).built("web", "FROM team/base\n").facts()))
                .as("of what nobody knows nothing is said")
                .isEmpty();
    }

    @Test
    void anImageThatNobodyHas() {
        ProjectFacts facts = Projects.of("\"db\": {\"image\": \"postgres:99\"}")
                .unanswered("postgres:99", "manifest unknown: manifest unknown")
                .facts();
        assertThat(new PullableImages().look(facts)).singleElement().satisfies(found -> {
            assertThat(found.kind()).contains(FailureKind.ROLLOUT);
            assertThat(found.what()).contains("postgres:99, of db");
            assertThat(found.why()).contains("no such image");
        });
    }

    @Test
    void aBaseImageThatNobodyHasStopsTheFirstBuildAndMayHurtLaterOnes() {
        Projects first = Projects.of(WELL)
                .built("web", "FROM team/base:1\n")
                .unanswered("team/base:1", "dial tcp: lookup registry: no such host");
        assertThat(new PullableImages().look(first.facts())).singleElement().satisfies(found -> {
            assertThat(found.kind()).contains(FailureKind.BUILD);
            assertThat(found.what()).contains("which web is made of");
        });
        assertThat(new PullableImages().look(first.image("web", "app").facts()))
                .singleElement()
                .satisfies(found -> assertThat(found.severity()).isEqualTo(Severity.HURTS));
    }
}
