package io.deploytodev.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLabelTest {

    private static final Command<CommandResult> UP = Command.of(List.of(
            "docker",
            "compose",
            "--ansi=never",
            "--project-name",
            "shop",
            "--file",
            "/srv/model.json",
            "up",
            "--detach",
            "api"));

    @Test
    void ofComposeItSaysTheVerbAndWhatItIsAbout() {
        assertThat(UP.label()).isEqualTo("docker compose up --detach api");
    }

    @Test
    void aCommandThatComesAfterAFileWasWrittenIsNamedAndNotTheScript() {
        assertThat(FileCommands.writeThen("/srv/model.json", "{}", UP).label())
                .isEqualTo("docker compose up --detach api");
    }

    @Test
    void aScriptIsNamedByItsBeginning() {
        assertThat(Command.script("set -eu\numask 077\ncat", List.of("/srv/x")).label())
                .isEqualTo("sh: set -eu umask 077 cat");
    }

    @Test
    void ofAScriptWithinAScriptTheInnerOneIsNamed() {
        assertThat(Command.script("exec \"$@\"", List.of("/srv", "7", "sh", "-c", "cat \"$1\"", "sh", "/srv/x"))
                        .label())
                .isEqualTo("sh: cat \"$1\"");
    }

    @Test
    void aLongOneIsCut() {
        assertThat(Command.of(List.of("echo", "x".repeat(500))).label())
                .hasSize(103)
                .endsWith("...");
    }
}
