package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.config.DeployConfig.Timeouts;
import io.deploytodev.config.ReadinessRule.Answer;
import io.deploytodev.config.ReadinessRule.Asked;
import io.deploytodev.config.ReadinessRule.Check;
import io.deploytodev.failure.DeployFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

    private static final Path EXAMPLE = Path.of("config/deploy.example.yml");

    @TempDir
    private Path temporary;

    private ConfigFiles files;

    @BeforeEach
    void directory() {
        files = new ConfigFiles(temporary);
    }

    @Test
    void fourLinesAreEnoughAndEverythingElseHasADefault() {
        DeployConfig config = files.load(ConfigFiles.MINIMAL);
        assertThat(config.project()).isEqualTo("shop");
        assertThat(config.source().root()).isEqualTo(temporary.resolve("app"));
        assertThat(config.defaultHost()).isEqualTo("dev");
        assertThat(config.hosts())
                .containsOnly(Map.entry(
                        "dev",
                        new HostEntry(
                                "dev",
                                "dev.example.internal",
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty())));
        assertThat(config.compose().files()).containsExactly("docker-compose.yml");
        assertThat(config.compose().environment()).isEmpty();
        assertThat(config.compose().profiles()).isEmpty();
        assertThat(config.infrastructure()).isEmpty();
        assertThat(config.readiness()).isEmpty();
        assertThat(config.health()).isEmpty();
        assertThat(config.timeouts())
                .isEqualTo(new Timeouts(
                        Duration.ofMinutes(3), Duration.ofMinutes(2), Duration.ofMinutes(1), Duration.ofSeconds(90)));
    }

    @Test
    void keysWithoutAValueCountAsNotThere() {
        DeployConfig config = files.load(ConfigFiles.MINIMAL + """
                    port:
                    user: ""
                source:
                compose:
                  files: []
                infrastructure:
                timeouts: ~
                """);
        assertThat(config).isEqualTo(files.load(ConfigFiles.MINIMAL));
    }

    @Test
    void pathsAreRelativeToTheFileAndATildeIsTheHomeDirectory() {
        DeployConfig config = files.load("""
                project: shop
                source: {root: ../backend, ignore: [/model/, "!dist/"]}
                hosts:
                  dev:
                    address: 192.0.2.7
                    identity: [~/.ssh/work, keys/dev, /etc/keys/dev]
                    known_hosts: known_hosts
                compose:
                  env_file: ~/shop.env
                """);
        Path directory = files.file().getParent();
        assertThat(config.source().root()).isEqualTo(temporary.resolve("app/backend"));
        assertThat(config.source().ignore()).containsExactly("/model/", "!dist/");
        assertThat(onlyHost(config).identities())
                .containsExactly(
                        files.home().resolve(".ssh/work"), directory.resolve("keys/dev"), Path.of("/etc/keys/dev"));
        assertThat(onlyHost(config).knownHosts()).contains(directory.resolve("known_hosts"));
        assertThat(config.compose().environment())
                .contains(
                        new DeployConfig.Environment.OnWorkstation(files.home().resolve("shop.env")));
    }

    @Test
    void aTildeAloneIsTheHomeDirectoryToo() {
        assertThat(files.load(ConfigFiles.MINIMAL + "source: {root: \"~\"}\n")
                        .source()
                        .root())
                .isEqualTo(files.home());
    }

    @Test
    void aSingleTextIsAListOfOne() {
        DeployConfig config = files.load(ConfigFiles.MINIMAL + """
                    identity: id
                compose: {files: compose.yml, profiles: debug}
                infrastructure: postgres
                """);
        assertThat(onlyHost(config).identities()).hasSize(1);
        assertThat(config.compose().files()).containsExactly("compose.yml");
        assertThat(config.compose().profiles()).containsExactly("debug");
        assertThat(config.infrastructure()).contains(List.of("postgres"));
    }

    @Test
    void theFirstHostIsTheDefaultAndAnotherCanBeNamed() {
        String hosts = """
                project: shop
                hosts:
                  zulu: {address: zulu.example.internal}
                  alpha: {address: alpha.example.internal}
                """;
        assertThat(files.load(hosts).defaultHost()).isEqualTo("zulu");
        assertThat(files.load(hosts + "default_host: alpha\n").defaultHost()).isEqualTo("alpha");
    }

    @Test
    void hostsMayHaveAddressesOfEveryKind() {
        for (String address :
                List.of("dev", "dev.example.internal", "192.0.2.7", "2001:db8::7", "fe80::1%eth0", "::1")) {
            DeployConfig config = files.load("project: shop\nhosts: {dev: {address: '" + address + "'}}\n");
            assertThat(onlyHost(config).address()).isEqualTo(address);
        }
    }

    @Test
    void durationsAreSecondsMinutesOrHours() {
        DeployConfig config = files.load(
                ConfigFiles.MINIMAL + "timeouts: {infrastructure: 90s, services: 5m, health: 1h, connection: 10m}\n");
        assertThat(config.timeouts())
                .isEqualTo(new Timeouts(
                        Duration.ofSeconds(90), Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofMinutes(10)));
    }

    @Test
    void anchorsAreFollowed() {
        DeployConfig config = files.load(ConfigFiles.MINIMAL + """
                readiness:
                  api: &check {port: 8000, path: /ready}
                  agent: *check
                """);
        assertThat(config.readiness()).containsExactly(http("api", 8000, "/ready"), http("agent", 8000, "/ready"));
    }

    @Test
    void theProcessHasTheLastWordOverTheFileOfVariables() {
        files.write(".env", "DEV_HOST=from-file\nDEV_SSH_PORT=2222\n");
        String text = "project: shop\nhosts: {dev: {address: '${DEV_HOST}', port: '${DEV_SSH_PORT}'}}\n";
        HostEntry host = onlyHost(files.load(text, Map.of("DEV_HOST", "from-process")));
        assertThat(host.address()).isEqualTo("from-process");
        assertThat(host.port()).contains(2222);
    }

    @Test
    void theProjectsOwnFileLoadsWithoutAnyVariable() throws IOException {
        DeployConfig config = files.load(Files.readString(Path.of("config/deploy.yml")));
        assertThat(config.project()).isEqualTo("scribe");
        assertThat(onlyHost(config))
                .isEqualTo(new HostEntry(
                        "dev",
                        "dev.example.internal",
                        Optional.of(22),
                        Optional.of("deploy"),
                        List.of(files.home().resolve(".ssh/id_ed25519")),
                        Optional.of(files.home().resolve(".ssh/known_hosts")),
                        Optional.empty()));
        assertThat(config.health().flatMap(DeployConfig.Health::url))
                .contains(URI.create("http://dev.example.internal:8000/health"));
    }

    @Test
    void theProjectsOwnFileTakesWhatTheDemoSetsInVariables() throws IOException {
        files.write(".env", """
                DEV_HOST=127.0.0.1
                DEV_SSH_PORT=12222
                DEV_SSH_USER=runner
                DEV_SSH_KEY=/keys/id_ed25519
                DEV_KNOWN_HOSTS=/keys/known_hosts
                DEV_HTTP_PORT=18000
                """);
        DeployConfig config = files.load(Files.readString(Path.of("config/deploy.yml")));
        assertThat(onlyHost(config))
                .isEqualTo(new HostEntry(
                        "dev",
                        "127.0.0.1",
                        Optional.of(12222),
                        Optional.of("runner"),
                        List.of(Path.of("/keys/id_ed25519")),
                        Optional.of(Path.of("/keys/known_hosts")),
                        Optional.empty()));
        assertThat(config.health().flatMap(DeployConfig.Health::url))
                .contains(URI.create("http://127.0.0.1:18000/health"));
    }

    @Test
    void theExampleLoadsAndShowsEveryKey() throws IOException {
        String example = Files.readString(EXAMPLE);
        DeployConfig config = files.load(example);
        assertThat(config.readiness()).contains(http("api-gateway", 8000, "/health"));
        String allKeys =
                "project source root ignore hosts address port user identity known_hosts default_host compose files"
                        + " env_file profiles infrastructure readiness path health url timeouts services";
        for (String key : allKeys.split(" ", -1)) {
            assertThat(example).containsPattern("(?m)^\\s*" + key + ":");
        }
    }

    /** What the example calls a default changes nothing when it is taken out. */
    @Test
    void theDefaultsThatTheExampleStatesAreTheRealOnes() throws IOException {
        String example = Files.readString(EXAMPLE);
        String bare = Pattern.compile("(?m)^ +(root|ignore|path|infrastructure|services(?=: [2\\[])|health):?.*$")
                .matcher(example)
                .replaceAll("");
        bare = bare.replaceAll("(?m)^default_host:.*$", "").replaceAll("(?m)^  profiles:.*$", "");
        assertThat(bare).doesNotContain("3m", "root: ..", "/health  ");
        assertThat(files.load(bare)).isEqualTo(files.load(example));
    }

    @Test
    void theExampleSaysHowLongThePhasesTakeByDefault() throws IOException {
        Timeouts byDefault = files.load(ConfigFiles.MINIMAL).timeouts();
        assertThat(files.load(Files.readString(EXAMPLE)).timeouts()).isEqualTo(byDefault);
    }

    private static HostEntry onlyHost(DeployConfig config) {
        return Optional.ofNullable(config.hosts().get("dev")).orElseThrow();
    }

    private static ReadinessRule http(String service, int port, String path) {
        Asked asked = new Asked(new Check.Http(port, path, Answer.OK), Optional.empty());
        return new ReadinessRule(service, List.of(asked), Optional.empty(), OptionalInt.empty(), Duration.ZERO);
    }

    @Test
    void theNearestConfigurationIsTheDirectorysOwnOrOneAboveIt() {
        files.write("deploy.yml", ConfigFiles.MINIMAL);
        Path app = temporary.resolve("app");
        assertThat(ConfigLoader.nearest(app)).isEqualTo(Path.of("config/deploy.yml"));
        assertThat(ConfigLoader.nearest(app.resolve("src/deep"))).isEqualTo(Path.of("../../config/deploy.yml"));
    }

    @Test
    void whereNoConfigurationIsToBeFoundItSaysWhereItLooked() {
        assertThatThrownBy(() -> ConfigLoader.nearest(temporary))
                .isInstanceOf(DeployFailure.class)
                .hasMessageContaining(
                        "There is no config/deploy.yml in " + temporary + ", nor in a directory above it.");
    }
}
