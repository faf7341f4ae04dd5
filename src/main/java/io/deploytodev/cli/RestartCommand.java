package io.deploytodev.cli;

import io.deploytodev.connection.SshAccess;
import io.deploytodev.deploy.RestartPipeline;
import io.deploytodev.deploy.ServicesRequest;
import io.deploytodev.event.EventSink;
import io.deploytodev.serving.Configs;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code restart}: services stopped and started again, as they are. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Stops services and starts them again as they are, those first that others depend on, and waits for each and",
            "for the health address as a deploy does. Nothing is made anew, and no one-shot runs again."
        },
        footer = {"", "Examples:", "  deploy-to-dev restart", "  deploy-to-dev restart api-gateway"})
final class RestartCommand extends WaveVerb {

    RestartCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    void run(ServicesRequest request, SshAccess access, Configs configs, EventSink events) {
        new RestartPipeline(request, access, configs, events, Clock.systemUTC()).run();
    }
}
