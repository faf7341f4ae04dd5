package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

class ProgramTest {

    @Test
    void aVerbIsFoundByTheNameThatItHas() {
        assertThat(ProgramRun.program().subcommands().keySet()).containsExactlyElementsOf(Program.VERBS);
        assertThat(ProgramRun.program().subcommands().values())
                .extracting(verb -> verb.getCommandSpec())
                .extracting(CommandSpec::name)
                .containsExactlyElementsOf(Program.VERBS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "deploy --host dev --json", "exec api -- ls -l", "logs --since 5m"})
    void aLineThatBeginsWithAVerbNeedsNoOther(String line) {
        assertThat(Program.isOfOneVerb(line.split(" ", -1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "stauts",
                "--json status",
                "help",
                "completion bash",
                "status --help",
                "status -h",
                "status -vV",
                "status --help=true",
                "deploy --version",
                "status @words"
            })
    void whatMayAskForHelpGetsAllVerbs(String line) {
        assertThat(Program.isOfOneVerb(line.split(" ", -1))).isFalse();
    }
}
