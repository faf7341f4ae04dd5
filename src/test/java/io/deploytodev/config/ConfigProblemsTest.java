package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.failure.DeployFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads who got something wrong. */
class ConfigProblemsTest {

    @TempDir
    private Path temporary;

    private ConfigFiles files;

    @BeforeEach
    void directory() {
        files = new ConfigFiles(temporary);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithItsLine() {
        DeployFailure failure = files.failure("""
                # a file with many slips
                projct: shop
                hosts:
                  dev:
                    adress: dev.example.internal
                    port: ssh
                  test:
                default_host: tset
                compose:
                  files: [../docker-compose.yml]
                infrastructure: {postgres: true}
                readiness:
                  api: {port: 70000, path: health}
                health:
                  url: localhost:8000
                timeouts:
                  services: 90
                """);
        assertThat(failure.what()).isEqualTo(files.file() + " has 12 problems.");
        assertThat(failure.why()).isEqualTo("""
                line 2: projct is not known; did you mean project?
                line 4: hosts.dev.address is missing
                line 5: hosts.dev.adress is not known; did you mean address?
                line 6: hosts.dev.port must be a number from 1 to 65535, not ssh
                line 7: hosts.test.address is missing
                line 8: default_host is tset, but the hosts are dev, test; did you mean test?
                line 10: compose.files must lie inside source.root and be relative to it, not ../docker-compose.yml
                line 11: infrastructure must be a list
                line 13: readiness.api.path must begin with / and be fit for a URL, not health
                line 13: readiness.api.port must be a number from 1 to 65535, not 70000
                line 15: health.url must be an http or https address with a host, not localhost:8000
                line 17: timeouts.services must be a number with s, m or h, such as 90s, not 90""");
        assertThat(failure.next())
                .isEqualTo("Correct the file. deploy-to-dev config --example shows every key with its meaning.");
    }

    @Test
    void aSingleProblemIsCalledOne() {
        assertThat(files.failure("project: shop\n").what()).isEqualTo(files.file() + " has a problem.");
        assertThat(files.problems("project: shop\n")).containsExactly("hosts must name at least one dev host");
    }

    @Test
    void theFileIsNamedAsTheUserNamedIt() {
        assertThat(files.failure(Path.of("no/such/../such/deploy.yml")).what())
                .isEqualTo("There is no " + Path.of("no/such/deploy.yml").toAbsolutePath() + ".");
    }

    @Test
    void aMissingFileSaysWhatItIsForAndWhereToStart() {
        DeployFailure failure = files.failure(files.file());
        assertThat(failure.what()).isEqualTo("There is no " + files.file() + ".");
        assertThat(failure.why())
                .isEqualTo("A deploy needs a configuration: the project, its host and its compose files.");
        assertThat(failure.next())
                .startsWith("Name another file with --config, or write it; the shortest that works:")
                .contains("\nhosts:\n  dev: {address: ");
    }

    @Test
    void whatIsNoTextFileIsRefusedInWords() throws IOException {
        assertThat(files.failure(files.file().getParent()).why()).isEqualTo("It is a directory.");
        assertThat(files.failure(files.write("latin1.yml", new byte[] {'p', ':', ' ', (byte) 0xE4, '\n'}))
                        .why())
                .isEqualTo("It is not UTF-8 text.");
    }

    @Test
    void anUnreadableFileOfVariablesIsNamedItself() throws IOException {
        Path dotEnv = Files.createDirectory(files.file().resolveSibling(".env"));
        DeployFailure failure = files.failure(ConfigFiles.MINIMAL);
        assertThat(failure.what()).isEqualTo(dotEnv + " cannot be read.");
        assertThat(failure.next()).isEqualTo("Correct it, or move it away: variables are read from it.");
    }

    @Test
    void emptyFilesAndFilesOfAnotherShapeSayWhatBelongsThere() {
        String expected = "the file must hold keys such as project, hosts and compose";
        assertThat(files.problems("")).containsExactly(expected);
        assertThat(files.problems("# only a comment\n")).containsExactly(expected);
        assertThat(files.problems("- project\n- hosts\n")).containsExactly(expected);
        assertThat(files.problems("project shop\n")).containsExactly(expected);
    }

    @Test
    void whatIsNotYamlIsToldWithItsLine() {
        assertThat(files.problems("project: shop\nhosts: [dev\ncompose: x\n"))
                .singleElement()
                .asString()
                .startsWith("line 3: not valid YAML: ");
        assertThat(files.problems("project: shop\nhosts: dev: address\n"))
                .containsExactly("line 2: not valid YAML: mapping values are not allowed here");
    }

    @Test
    void aTabIsNamedAsSuch() {
        assertThat(files.problems("project: shop\nhosts:\n\tdev: x\n"))
                .singleElement()
                .asString()
                .startsWith("line 3: not valid YAML: ")
                .containsIgnoringCase("tab");
    }

    @Test
    void twoDocumentsAreOneTooMany() {
        assertThat(files.problems(ConfigFiles.MINIMAL + "---\n" + ConfigFiles.MINIMAL))
                .singleElement()
                .asString()
                .contains("not valid YAML");
    }

    @Test
    void aKeyThatIsThereTwiceIsToldAtItsSecondPlace() {
        assertThat(files.problemsWith("project: other", "infrastructure: [redis]", "infrastructure: [postgres]"))
                .containsExactly("line 5: project is there twice", "line 7: infrastructure is there twice");
    }

    @Test
    void aWrongKeyWithNothingLikeItGetsTheListOfKeys() {
        assertThat(files.problemsWith("health:", "  method: GET", "  url: http://dev.example.internal/"))
                .containsExactly(
                        "line 6: health.method is not known; the keys here are url, port, path, status, headers, json,"
                                + " websocket, timeout, stable_for");
    }

    @Test
    void aWrongTypeIsToldOnceAndNothingThatFollowsFromIt() {
        assertThat(files.problems("project: [shop]\nhosts: dev\ndefault_host: dev\n"))
                .containsExactly("line 1: project must be a single value", "line 2: hosts must hold keys of its own");
        assertThat(files.problems("project: shop\nhosts: {dev: 192.0.2.7, test: {address: t}}\ndefault_host: dev\n"))
                .containsExactly("line 2: hosts.dev must hold keys of its own");
    }

    @Test
    void emptyValuesOfNeededKeysAreNotTakenForValues() {
        assertThat(files.problems("project:\nhosts:\n  dev:\n    address: \"\"\n"))
                .containsExactly("line 4: hosts.dev.address is empty");
        assertThat(files.problems("project: shop\nhosts:\n"))
                .containsExactly("line 2: hosts must name at least one dev host");
        assertThat(files.problemsWith("readiness:", "  api:")).containsExactly("line 6: readiness.api.port is missing");
        assertThat(files.problemsWith("infrastructure:", "  - postgres", "  -"))
                .containsExactly("line 7: infrastructure has an empty entry");
    }

    @Test
    void projectNamesAreThoseThatComposeAllows() {
        for (String name : new String[] {"Shop", "-shop", "my shop", "../shop", "shöp"}) {
            assertThat(files.problems("project: '" + name + "'\nhosts: {dev: {address: d}}\n"))
                    .containsExactly("line 1: project may hold small letters, digits, - and _ only, not " + name);
        }
    }

    @Test
    void portsOutsideTheirRangeAreRefused() {
        for (String port : new String[] {"0", "-1", "65536", "22.5", "9999999999"}) {
            assertThat(files.problemsWith("    port: " + port))
                    .containsExactly("line 5: hosts.dev.port must be a number from 1 to 65535, not " + port);
        }
    }

    @Test
    void anAddressWithUserPortOrSchemeIsRefusedAndTheKeysForThemAreNamed() {
        for (String address : new String[] {"deploy@dev", "dev:22", "ssh://dev", "dev example", "-oProxyCommand=x"}) {
            assertThat(files.problems("project: shop\nhosts:\n  dev: {address: '" + address + "'}\n"))
                    .containsExactly("line 3: hosts.dev.address must be a host name or an IP address alone, not "
                            + address + "; user and port have keys of their own");
        }
    }

    @Test
    void durationsNeedAUnitAndMoreThanNothing() {
        for (String duration : new String[] {"90", "0s", "1m30s", "-5s", "5 minutes", "1d", "9999999s"}) {
            assertThat(files.problemsWith("timeouts: {health: '" + duration + "'}"))
                    .containsExactly(
                            "line 5: timeouts.health must be a number with s, m or h, such as 90s, not " + duration);
        }
    }

    @Test
    void healthAddressesThatCannotBeAskedAreRefused() {
        for (String url :
                new String[] {"localhost:8000", "ftp://dev/", "/health", "http://", "http://dev:99999/", "http://a b/"
                }) {
            assertThat(files.problemsWith("health: {url: '" + url + "'}"))
                    .containsExactly("line 5: health.url must be an http or https address with a host, not " + url);
        }
    }

    @Test
    void aPasswordInTheHealthAddressIsRefusedAndNotRepeated() {
        assertThat(files.problemsWith("health: {url: 'http://ada:s3cret@dev.example.internal/'}"))
                .containsExactly(
                        "line 5: health.url must hold no user and no password: it is printed, and asked without"
                                + " them");
    }

    @Test
    void composeFilesOutsideTheTreeAreRefused() {
        for (String name :
                new String[] {"/srv/docker-compose.yml", "../docker-compose.yml", "a/../../b.yml", "~/c.yml"}) {
            assertThat(files.problemsWith("compose: {files: [docker-compose.yml, '" + name + "']}"))
                    .containsExactly(
                            "line 5: compose.files must lie inside source.root and be relative to it, not " + name);
        }
    }

    @Test
    void aReadinessPathMustBeOne() {
        for (String path : new String[] {"health", "/a b", "@evil.example/"}) {
            assertThat(files.problemsWith("readiness: {api: {port: 80, path: '" + path + "'}}"))
                    .containsExactly("line 5: readiness.api.path must begin with / and be fit for a URL, not " + path);
        }
    }

    @Test
    void aMissingVariableIsToldWithItsReasonAndNothingThatFollowsFromIt() {
        assertThat(files.problems("""
                        project: ${PROJECT:?the name of your project}
                        hosts:
                          dev: {address: "${DEV_HOST}", port: "${DEV_PORT}"}
                        health: {url: "http://${DEV_HOST}/health"}
                        readiness: {api: {port: "$API_PORT"}}
                        """))
                .containsExactly(
                        "line 1: project: the variable PROJECT is not set: the name of your project",
                        "line 3: hosts.dev.address: the variable DEV_HOST is not set",
                        "line 3: hosts.dev.port: the variable DEV_PORT is not set",
                        "line 4: health.url: the variable DEV_HOST is not set",
                        "line 5: readiness.api.port: the variable API_PORT is not set");
    }

    @Test
    void aWholeHealthAddressLeavesNoPlaceForParts() {
        assertThat(files.problemsWith("health: {url: 'http://dev/', port: 8000, path: /health}"))
                .containsExactly(
                        "line 5: health.port and url exclude each other: the url holds both",
                        "line 5: health.path and url exclude each other: the url holds both");
    }
}
