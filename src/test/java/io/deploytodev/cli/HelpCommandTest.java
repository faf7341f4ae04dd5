package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.failure.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpCommandTest {

    @TempDir
    private Path directory;

    @Test
    void aloneItSaysWhatTheProgramCanDo() {
        ProgramRun run = ProgramRun.of("help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(ProgramRun.of("--help").out());
        assertThat(verbs().toList()).isNotEmpty().allSatisfy(verb -> assertThat(run.out())
                .containsPattern("(?m)^  " + verb + " +[A-Z]"));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void eachVerbIsToldOn80Columns(String verb) {
        ProgramRun run = ProgramRun.of("help", verb);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(ProgramRun.of(verb, "--help").out());
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(run.out())
                .startsWith("Usage: deploy-to-dev " + verb)
                .contains("Exit codes: deploy-to-dev help exit-codes");
        assertThat(run.out()).containsSubsequence("Help:\n", "Examples:\n", "  deploy-to-dev ");
    }

    @Test
    void theVerbsOwnOptionsComeFirstAndThoseOfAllVerbsUnderHeadingsOfTheirOwn() {
        assertThat(ProgramRun.of("help", "deploy").out())
                .containsSubsequence(
                        "\nOptions:\n",
                        "--build ",
                        "--wait",
                        "\nWhich project and server:\n",
                        "--config=FILE",
                        "--host=NAME",
                        "\nHow it is told:\n",
                        "--json ",
                        "\nHelp:\n",
                        "--help ");
    }

    @Test
    void aWordThatIsNoVerbGetsTheNearest() {
        ProgramRun run = ProgramRun.of("help", "relases");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("There is no verb relases.", "Did you mean releases?");
    }

    @Test
    void whatIsHiddenIsNotShown() {
        assertThat(ProgramRun.of("help").out()).doesNotContain("candidates");
        assertThat(ProgramRun.of("help", "help").out()).doesNotContain("--man-pages");
    }

    @Test
    void readmeHelpAndManPageHaveTheSameTableOfExitCodes() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String help = ProgramRun.of("help", "exit-codes").out().replaceAll("\\s+", " ");
        String page = ProgramRun.of("help", "--man").out().replace("\\-", "-");
        List<FailureKind> kinds = List.of(FailureKind.values());
        assertThat(kinds).allSatisfy(kind -> {
            assertThat(readme.replace("`", "").replace("| " + kind.exitCode() + " |", "|" + kind.exitCode() + "|"))
                    .contains("|" + kind.exitCode() + "| " + kind.words() + " |");
            assertThat(help).contains(" " + kind.exitCode() + " " + kind.words());
            assertThat(page).contains("\\fB" + kind.exitCode() + "\\fR\n" + kind.words() + "\n");
        });
        assertThat(Pattern.compile("(?m)^\\| \\d+ \\|").matcher(readme).results())
                .hasSize(kinds.size() + 1);
    }

    @Test
    void thereIsAManPageForTheProgramAndForEachVerbThatManTakesWithoutAWarning() throws Exception {
        ProgramRun run = ProgramRun.of("help", "--man-pages", directory.toString());
        assertThat(run.exitCode()).isZero();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Stream.of("deploy-to-dev.1"), verbs().map(verb -> "deploy-to-dev-" + verb + ".1"))
                            .toList());
        }
        assertThat(Files.readString(directory.resolve("deploy-to-dev-deploy.1")))
                .startsWith(".TH \"DEPLOY\\-TO\\-DEV\\-DEPLOY\" 1")
                .contains("\\fB\\-\\-service=NAME\\fR\n", ".SH \"EXAMPLES\"", "deploy\\-to\\-dev\\-plan(1)");
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "groff is not installed");
        Process groff = new ProcessBuilder("sh", "-c", "groff -man -ww -Tutf8 -z " + directory + "/*.1")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(groff.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(groff.waitFor()).isZero();
    }

    @Test
    void whatRoffWouldTakeForItsOwnIsWrittenSoThatItIsShown() {
        assertThat(new Roff().text(".deployignore's \\n -x").toString())
                .isEqualTo("\\&.deployignore\\(aqs \\en \\-x\n");
    }

    static Stream<String> verbs() {
        return Verbs.names(ProgramRun.program()).stream();
    }
}
