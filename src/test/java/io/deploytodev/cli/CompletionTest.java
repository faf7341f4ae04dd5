package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts in real shells, with a program that answers what it was asked. */
class CompletionTest {

    private static final Path ZSH = Path.of("/usr/bin/zsh");

    @TempDir
    private Path directory;

    @BeforeEach
    void writeScripts() throws IOException {
        Files.writeString(
                directory.resolve("completion.bash"),
                ProgramRun.of("completion", "bash").out());
        Files.writeString(
                directory.resolve("_deploy-to-dev"),
                ProgramRun.of("completion", "zsh").out());
        Path program = Files.writeString(directory.resolve("deploy-to-dev"), """
                #!/bin/sh
                echo "$*" >> "$(dirname "$0")/asked"
                case $2 in
                  hosts) echo dev; echo staging ;;
                  services) echo api-gateway; echo agent-worldsmith ;;
                esac
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @CsvSource({
        "dep, deploy",
        "deploy --hos, --host",
        "deploy --host s, staging",
        "deploy --host = s, staging",
        "deploy --plain --service api, api-gateway",
        "help roll, rollback",
        "completion z, zsh",
        "--ver, --version",
        "releases --no, ''",
    })
    void bashCompletesVerbsOptionsAndNames(String typed, String completed) throws Exception {
        assertThat(bash(typed)).isEqualTo(completed);
    }

    @Test
    void bashOffersAllVerbsAndNothingHidden() throws Exception {
        assertThat(List.of(bash("").split(" ", -1)))
                .contains("deploy", "config", "help")
                .doesNotContain("candidates");
    }

    @Test
    void bashAsksAboutTheConfigurationThatIsNamed() throws Exception {
        bash("deploy --config other.yml --host s");
        assertThat(directory.resolve("asked")).hasContent("candidates hosts --config other.yml");
    }

    @Test
    void bashCompletesFilesWhereOneIsNamed() throws Exception {
        Files.writeString(directory.resolve("some config.yml"), "");
        assertThat(bash("config --config some")).isEqualTo("some config.yml");
    }

    @ParameterizedTest
    @CsvSource({
        "dep, deploy",
        "deploy --hos, --host",
        "deploy --host s, --host staging",
        "deploy --host=s, --host=staging",
        "deploy --plain --service ap, --service api-gateway",
        "completion z, completion zsh",
    })
    void zshCompletesVerbsOptionsAndNames(String typed, String completed) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(ZSH), "zsh is not installed");
        Path driver = Files.writeString(directory.resolve("drive.zsh"), """
                zmodload zsh/zpty
                zpty it zsh -f -i
                zpty -w it "PS1= PATH=$PWD:\\$PATH; fpath=($PWD \\$fpath); autoload -U compinit; compinit -u -D; echo rea''dy"
                zpty -r it line '*ready*'
                zpty -w -n it "deploy-to-dev $1"$'\\t'
                zpty -w -n it $'\\C-a'"print -r -- '<"$'\\C-e'">'"$'\\n'
                zpty -r it line $'*\\n<*>*'
                print -r -- "$line"
                """);
        String shown = run(List.of(ZSH.toString(), "-f", driver.toString(), typed));
        assertThat(shown.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", ""))
                .containsPattern("(?m)^<deploy-to-dev .*" + java.util.regex.Pattern.quote(completed) + " ?>");
    }

    @Test
    void anotherShellIsRefusedWithTheNearest() {
        ProgramRun run = ProgramRun.of("completion", "zhs");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("There is no completion for zhs.", "Did you mean zsh?");
    }

    @Test
    void namesAreReadFromTheProjectsFilesAloneAndWhatIsBrokenHasNone() throws IOException {
        Path config = project("hosts:\n  dev: {address: d}\n  'staging':\n    address: ${NOBODY:?sets it}\n");
        assertThat(names("hosts", config)).containsExactly("dev", "staging");
        assertThat(names("services", config)).containsExactly("web", "db");
        assertThat(names("profiles", config)).containsExactly("tools");
        assertThat(names("types", config)).contains("infra", "agents");
        assertThat(names("nonsense", config)).isEmpty();
        Files.writeString(config, "hosts: [");
        assertThat(names("hosts", config)).isEmpty();
        assertThat(names("hosts", directory.resolve("not/there.yml"))).isEmpty();
    }

    /** bash expands the words that it completes from. */
    @Test
    void aNameThatAShellWouldExpandIsNoCandidate() throws IOException {
        Path config = project("hosts: {'$(touch ran)': {address: d}, '`id`': {address: d}, dev: {address: d}}\n");
        assertThat(names("hosts", config)).containsExactly("dev");
    }

    private Path project(String configuration) throws IOException {
        Files.writeString(
                directory.resolve("compose.yaml"),
                "services:\n  web: {image: nginx}\n  db: {image: postgres, profiles: [tools]}\n");
        return Files.writeString(
                Files.createDirectories(directory.resolve("config")).resolve("deploy.yml"), configuration);
    }

    private static List<String> names(String kind, Path config) {
        ProgramRun run = ProgramRun.of("candidates", kind, "--config", config.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        return run.out().lines().toList();
    }

    private String bash(String typed) throws Exception {
        String words = "(deploy-to-dev " + typed + (typed.isEmpty() ? "''" : "") + ")";
        return run(List.of(
                        "bash",
                        "-c",
                        "PATH=$PWD:$PATH; . ./completion.bash; COMP_WORDS=" + words
                                + "; COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _deploy_to_dev; echo \"${COMPREPLY[*]}\""))
                .strip();
    }

    private String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
