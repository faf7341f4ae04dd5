package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.deploy.RollbackPipeline;
import io.deploytodev.deploy.RollbackRequest;
import io.deploytodev.event.EventSink;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollback}: back to a release that served. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Returns to an earlier release: its images, files, environment and configuration.",
            "Builds nothing, and runs no migration; waits for the services and the health address",
            "as a deploy does. Data is not reverted. Where the project is not checked out, no hook runs."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev rollback                 to the last good release before",
            "  deploy-to-dev rollback 20261121T0812   to one that releases lists"
        })
final class RollbackCommand extends AfarVerb {

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "The release, or how its id begins (default: the last good one before the one that runs).")
    private @Nullable String release;

    @Option(names = "--no-hooks", description = "Run none of the configuration's hooks.")
    private boolean noHooks;

    @Mixin
    private WaitOption wait = new WaitOption();

    RollbackCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    void run(Subject subject, EventSink events) {
        DeployConfig config = noHooks ? subject.config().withoutHooks() : subject.config();
        RollbackRequest request = new RollbackRequest(
                config, subject.whom(), Caller.name(), Optional.ofNullable(release), wait.duration());
        new RollbackPipeline(
                        request,
                        subject.access(),
                        text -> subject.configs().of(config.project(), Optional.of(text)),
                        events,
                        Clock.systemUTC())
                .run();
    }
}
