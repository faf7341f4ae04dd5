package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.deploy.RollbackPipeline;
import io.deploytodev.deploy.RollbackRequest;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollback}: back to a release that served. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Returns to an earlier release: its images, files, environment and configuration.",
            "Builds nothing, and runs no migration; waits for the services and the health address",
            "as a deploy does. Data is not reverted."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev rollback                 to the last good release before",
            "  deploy-to-dev rollback 20261121T0812   to one that releases lists"
        })
final class RollbackCommand extends RunVerb {

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "The release, or how its id begins (default: the last good one before the one that runs).")
    private @Nullable String release;

    @Mixin
    private WaitOption wait = new WaitOption();

    RollbackCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    Run prepare(DeployConfig config, HostEntry host) {
        RollbackRequest request =
                new RollbackRequest(config, host, Caller.name(), Optional.ofNullable(release), wait.duration());
        return (access, reader, events) ->
                new RollbackPipeline(request, access, reader, events, Clock.systemUTC()).run();
    }
}
