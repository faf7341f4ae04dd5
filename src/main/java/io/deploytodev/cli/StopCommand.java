package io.deploytodev.cli;

import io.deploytodev.connection.SshAccess;
import io.deploytodev.deploy.ServicesRequest;
import io.deploytodev.deploy.StopPipeline;
import io.deploytodev.event.EventSink;
import io.deploytodev.serving.Configs;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code stop}: services stopped. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Stops services, those last that others depend on. Nothing remembers it: a deploy starts them again,",
            "and so does start."
        },
        footer = {"", "Examples:", "  deploy-to-dev stop worker", "  deploy-to-dev stop --all"})
final class StopCommand extends WaveVerb {

    StopCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    void run(ServicesRequest request, SshAccess access, Configs configs, EventSink events) {
        new StopPipeline(request, access, configs, events, Clock.systemUTC()).run();
    }
}
