package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.ops.Prune;
import io.deploytodev.release.Cleaning;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code prune}: takes away what the project has on a host and needs no more. */
@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Removes what this project left on the host and nobody returns to.",
            "Those are old releases with their files and images, what jobs said, what killed clients left. Each deploy",
            "does so, too.",
            "Nothing that is not this project's is touched: no volume, no network, no other image."
        },
        footer = {"", "Examples:", "  deploy-to-dev prune --dry-run          what would go", "  deploy-to-dev prune"})
final class PruneCommand extends QuestionVerb {

    @Option(names = "--dry-run", description = "Only tell what would go, and how much that is.")
    private boolean dryRun;

    PruneCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    List<String> answer(DeployConfig config, Whom whom, SshAccess access) {
        Prune prune = new Prune(access, whom, config, Clock.systemUTC());
        Cleaning cleaning = dryRun ? prune.look() : prune.carryOut(Caller.name(), event -> {});
        return isJson()
                ? PruneText.json(cleaning, dryRun)
                : PruneText.table(
                        cleaning,
                        dryRun,
                        config.project() + " on " + whom.host().name());
    }
}
