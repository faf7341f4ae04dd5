package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private static final String CONFIG = """
            project: shop
            hosts:
              dev: {address: dev.example.internal}
              test: {address: test.example.internal}
            """;

    @TempDir
    private Path directory;

    @Test
    void withoutArgumentsItSaysHowItIsUsed() {
        ProgramRun run = ProgramRun.of();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("Usage: deploy-to-dev")
                .contains("VERB")
                .contains("deploy  ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void helpGoesToTheOutputAndNamesVerbsAndExitCodes(String option) {
        ProgramRun run = ProgramRun.of(option);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("Usage: deploy-to-dev").contains("help exit-codes");
    }

    @Test
    void helpOfAVerbNamesItsOptionsAndTheirDefaults() {
        ProgramRun run = ProgramRun.of("deploy", "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("--config=FILE", "config/deploy.yml", "--host=NAME", "--build", "--plain", "--json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "deploy --version"})
    void theVersionIsOneLine(String args) {
        ProgramRun run = ProgramRun.of(args.split(" ", -1));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).hasSize(1).first().asString().startsWith("deploy-to-dev ");
    }

    @ParameterizedTest
    @CsvSource({"deplyo, deploy", "deploi, deploy", "Deploy, deploy"})
    void aMistypedVerbGetsTheNearest(String typed, String meant) {
        ProgramRun run = ProgramRun.of(typed);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("There is no verb " + typed + ".", "Did you mean " + meant + "?");
    }

    @ParameterizedTest
    @CsvSource({"--hots, --host", "--plan, --plain", "--servcie=api, --service"})
    void aMistypedOptionGetsTheNearest(String typed, String meant) {
        ProgramRun run = ProgramRun.of("deploy", typed);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("deploy has no option --", "Did you mean " + meant + "?");
    }

    @Test
    void anOptionWithoutItsValueIsAUsageError() {
        ProgramRun run = ProgramRun.of("deploy", "--host");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--host needs a value: NAME.", "deploy-to-dev help deploy");
    }

    @Test
    void whatNobodyAskedForIsAUsageError() {
        ProgramRun run = ProgramRun.of("deploy", "production");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("deploy does not know what to do with production.", "It takes options");
    }

    @Test
    void anOptionOfAnotherVerbIsToldWhereItBelongs() {
        assertThat(ProgramRun.of("audit", "--no-sync").err())
                .contains("audit has no option --no-sync.", "These have it: deploy, plan.");
        assertThat(ProgramRun.of("--json", "--plain", "deploy").out()).contains("stands before the verb");
    }

    @Test
    void aHostThatTheConfigurationDoesNotHaveIsAUsageErrorThatNamesThoseItHas() throws IOException {
        Path config = Files.writeString(directory.resolve("deploy.yml"), CONFIG);
        ProgramRun run = ProgramRun.of("deploy", "--config", config.toString(), "--host", "tset");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualToNormalizingNewlines("""

                FAILED   There is no host tset in %s.
                why      The hosts there are: dev, test.
                next     Did you mean test? Choose one of them with --host.
                """.formatted(config));
    }

    @Test
    void aMissingConfigurationIsToldWithoutAStackTrace() {
        Path config = directory.resolve("deploy.yml");
        ProgramRun run = ProgramRun.of("deploy", "--config", config.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualToNormalizingNewlines("""

                FAILED   There is no %s.
                why      A deploy needs a configuration: the project, its host and its compose files.
                next     Name another file with --config, or write it; the shortest that works:
                         hosts:
                           dev: {address: dev.example.internal}
                         deploy-to-dev config --example prints every key with its meaning.
                """.formatted(config));
    }

    @Test
    void debugShowsTheStackTraceAfterTheWords() {
        ProgramRun run = ProgramRun.of(
                "deploy", "--debug", "--config", directory.resolve("deploy.yml").toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .containsSubsequence("FAILED   ", "next     ", "DeployFailure: There is no", "\tat ", "Caused by: ");
    }

    @Test
    void everyProblemOfAConfigurationIsPrintedOnItsOwnLine() throws IOException {
        Path config = Files.writeString(directory.resolve("deploy.yml"), "projct: shop\nhosts: {dev: {adress: d}}\n");
        ProgramRun run = ProgramRun.of("deploy", "--config", config.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).isEqualToNormalizingNewlines("""

                FAILED   %s has 3 problems.
                why      line 1: projct is not known; did you mean project?
                         line 2: hosts.dev.adress is not known; did you mean address?
                         line 2: hosts.dev.address is missing
                next     Correct the file. deploy-to-dev config --example shows every key with its meaning.
                """.formatted(config));
    }

    @ParameterizedTest
    @CsvSource({
        "--quiet --verbose, --quiet and --verbose exclude each other.",
        "--json --plain, --json and --plain exclude each other.",
        "--json --quiet --verbose --plain, --json and --quiet and --verbose exclude each other.",
        "--build --no-build, --build and --no-build exclude each other.",
    })
    void optionsThatContradictEachOtherAreRefused(String options, String what) throws IOException {
        Path config = Files.writeString(directory.resolve("deploy.yml"), CONFIG);
        List<String> args = new ArrayList<>(List.of("deploy", "--config", config.toString()));
        args.addAll(List.of(options.split(" ", -1)));
        ProgramRun run = ProgramRun.of(args.toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out() + run.err()).contains(what);
    }

    @Test
    void underJsonEachProblemOfAConfigurationIsAnObjectAndTheLastSaysTheExitCode() throws IOException {
        Path config = Files.writeString(
                directory.resolve("deploy.yml"), "projct: shop\nhosts: {dev: {address: d, prot: 1}}\n");
        ProgramRun run = ProgramRun.of("deploy", "--json", "--config", config.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).isEmpty();
        List<JsonNode> lines = json(run.out());
        assertThat(lines)
                .extracting(line -> line.get("event").asText())
                .containsExactly("problemFound", "problemFound", "runFailed");
        assertThat(lines.get(0).get("file").asText()).isEqualTo(config.toString());
        assertThat(lines.get(0).get("line").asInt()).isEqualTo(1);
        assertThat(lines.get(0).get("message").asText()).isEqualTo("projct is not known; did you mean project?");
        assertThat(lines.get(2).get("kind").asText()).isEqualTo("config");
        assertThat(lines.get(2).get("exitCode").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"deploy --json --hots dev", "deploy --host --json", "--json deplyo", "deploy --json production"})
    void underJsonAWrongCommandLineIsAnObjectToo(String args) throws IOException {
        ProgramRun run = ProgramRun.of(args.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEmpty();
        List<JsonNode> lines = json(run.out());
        JsonNode last = lines.get(lines.size() - 1);
        assertThat(last.get("event").asText()).isEqualTo("runFailed");
        assertThat(last.get("kind").asText()).isEqualTo("usage");
        assertThat(last.get("exitCode").asInt()).isEqualTo(2);
    }

    private static List<JsonNode> json(String out) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }
}
