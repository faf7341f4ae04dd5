package io.deploytodev.cli;

import io.deploytodev.connection.SshAccess;
import io.deploytodev.deploy.ServicesRequest;
import io.deploytodev.deploy.StartPipeline;
import io.deploytodev.event.EventSink;
import io.deploytodev.serving.Configs;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code start}: services started, as the release has them. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Starts what does not run of the release that is deployed, as it is recorded, with what it depends on; waits",
            "for each and for the health address as a deploy does. Builds nothing, and runs no one-shot again."
        },
        footer = {"", "Examples:", "  deploy-to-dev start", "  deploy-to-dev start worker"})
final class StartCommand extends RepairVerb {

    @Parameters(paramLabel = "SERVICE", description = "Which; none for all, the infrastructure too.")
    private List<String> services = new ArrayList<>();

    StartCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    List<String> services() {
        return services;
    }

    @Override
    boolean isOfInfrastructure() {
        return true;
    }

    @Override
    void run(ServicesRequest request, SshAccess access, Configs configs, EventSink events) {
        new StartPipeline(request, access, configs, events, Clock.systemUTC()).run();
    }
}
