package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(run.out()).startsWith("Usage: deploy-to-dev").contains("Exit codes: 0 done");
        for (ExitCode code : ExitCode.values()) {
            assertThat(run.out()).containsPattern("\\b" + code.number() + " [a-z]");
        }
    }

    @Test
    void helpOfAVerbNamesItsOptionsAndTheirDefaults() {
        ProgramRun run = ProgramRun.of("deploy", "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "--config=FILE", "(default: config/deploy.yml)", "--host=NAME", "--build", "--plain", "--json");
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
        assertThat(run.err()).contains("Unmatched argument at index 0: '" + typed + "'", "Did you mean: " + meant);
    }

    @ParameterizedTest
    @CsvSource({"--hots, --host", "--plan, --plain", "--config-file, --config"})
    void aMistypedOptionGetsTheNearest(String typed, String meant) {
        ProgramRun run = ProgramRun.of("deploy", typed);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Unknown option: '" + typed + "'").contains(meant);
    }

    @Test
    void anOptionWithoutItsValueIsAUsageError() {
        ProgramRun run = ProgramRun.of("deploy", "--host");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Missing required parameter for option '--host' (NAME)");
    }

    @Test
    void whatNobodyAskedForIsAUsageError() {
        ProgramRun run = ProgramRun.of("deploy", "production");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Unmatched argument at index 1: 'production'");
    }

    @Test
    void aHostThatTheConfigurationDoesNotHaveIsAUsageErrorThatNamesThoseItHas() throws IOException {
        Path config = Files.writeString(directory.resolve("deploy.yml"), CONFIG);
        ProgramRun run = ProgramRun.of("deploy", "--config", config.toString(), "--host", "tset");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualToNormalizingNewlines("""

                FAILED   There is no host tset in %s.
                why      The hosts there are: dev, test.
                next     Choose one of them with --host.
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
                next     Name another file with --config, or start from config/deploy.example.yml.
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

                FAILED   %s has 4 problems.
                why      project is missing
                         line 1: projct is not known; did you mean project?
                         line 2: hosts.dev.adress is not known; did you mean address?
                         line 2: hosts.dev.address is missing
                next     Correct the file; config/deploy.example.yml shows every key with its meaning.
                """.formatted(config));
    }
}
