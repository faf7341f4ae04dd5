package io.deploytodev.cli;

import io.deploytodev.config.NearestName;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: the script with which a shell completes verbs, options and names. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Prints the script with which bash or zsh completes verbs, options and the names of hosts and services.",
            "scripts/install puts it where the shells look for it."
        },
        footer = {
            "",
            "Examples:",
            "  source <(deploy-to-dev completion bash)                in ~/.bashrc",
            "  deploy-to-dev completion zsh > ~/.zfunc/_deploy-to-dev   a directory of $fpath"
        })
final class CompletionCommand implements Callable<Integer> {

    private static final List<String> SHELLS = List.of("bash", "zsh");

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private String shell = "";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec program = spec.parent();
        var out = spec.commandLine().getOut();
        switch (shell) {
            case "bash" -> out.print(BashCompletion.script(program));
            case "zsh" -> out.print(ZshCompletion.script(program));
            default ->
                throw new DeployFailure(
                        FailureKind.USAGE,
                        "There is no completion for " + shell + ".",
                        "There is one for bash and one for zsh.",
                        NearestName.of(shell, SHELLS)
                                .map(nearest -> "Did you mean " + nearest + "?")
                                .orElse("Name one of them."));
        }
        out.flush();
        return 0;
    }
}
