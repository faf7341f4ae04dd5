package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of the verbs that reach into a host or change it, before any host is asked. */
class OnCallLineTest {

    @TempDir
    private Path directory;

    private String config = "";

    @BeforeEach
    void configure() throws IOException {
        config = Files.writeString(directory.resolve("deploy.yml"), """
                project: shop
                hosts:
                  dev: {address: 127.0.0.1, port: 1}
                """).toString();
    }

    @Test
    void optionsOfExecStandBeforeTheService() {
        ProgramRun run = ProgramRun.of("exec", "--config", config, "web", "-T", "--", "ls");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("-T is no command", "deploy-to-dev exec web -- ls -l");
    }

    @Test
    void execNeedsACommand() {
        ProgramRun run = ProgramRun.of("exec", "--config", config, "web", "--");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("There is no command to run");
    }

    @Test
    void aTerminalThatIsNotThereIsNotGiven() {
        ProgramRun run = ProgramRun.of("exec", "--config", config, "-t", "web", "--", "ls");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("There is no terminal to give to the command");
    }

    @Test
    void aShellIsForATerminal() {
        ProgramRun run = ProgramRun.of("shell", "--config", config, "web");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("A shell needs a terminal", "deploy-to-dev exec web -- sh -c");
    }

    @Test
    void aVariableWithoutAValueIsAskedOfTheEnvironment() {
        ProgramRun run = ProgramRun.of("exec", "--config", config, "-e", "NOSUCH", "web", "--", "env");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("The variable NOSUCH has no value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--volumes", "--purge", "--volumes --yes-delete-data=shopp"})
    void dataIsNotDeletedUnlessTheProjectIsNamed(String options) {
        ProgramRun run = ProgramRun.of(("down --config " + config + " " + options).split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("shop").containsAnyOf("--yes-delete-data=shop", "Nothing was deleted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--yes-overwrite-data=shopp", "--as other --yes-overwrite-data=shop", "20261121T0812"})
    void dataIsNotOverwrittenUnlessTheProjectIsNamed(String words) {
        ProgramRun run = ProgramRun.of(
                ("restore --config " + config + " " + words).strip().split(" +", -1));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).containsAnyOf("--yes-overwrite-data=shop", "Nothing was restored");
    }

    @Test
    void aProjectOfANameThatNoneCanHaveIsNotRestored() {
        ProgramRun run = ProgramRun.of("restore", "--config", config, "--as", "Other!", "--yes-overwrite-data=Other!");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Other! cannot be the name of a project");
    }

    @Test
    void aWordThatBackupDoesNotKnowIsNoBackup() {
        ProgramRun run = ProgramRun.of("backup", "--config", config, "lst");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("backup does not know lst");
    }
}
