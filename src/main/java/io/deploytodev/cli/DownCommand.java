package io.deploytodev.cli;

import io.deploytodev.connection.SshAccess;
import io.deploytodev.deploy.DownPipeline;
import io.deploytodev.deploy.ServicesRequest;
import io.deploytodev.event.EventSink;
import io.deploytodev.serving.Configs;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code down}: a project taken off a host, with its data only if somebody says so. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Stops and removes the project's containers and the networks that Compose made for it; nothing that is",
            "external or somebody else's. Its releases, images and volumes stay: start brings it back.",
            "What deletes data asks for the project's name first."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev down              start brings it back",
            "  deploy-to-dev down --volumes    the data goes, too"
        })
final class DownCommand extends RepairVerb {

    private static final String YES = "--yes-delete-data";
    private static final TypedName NAME = new TypedName("deletes", "deleted", YES);

    @Option(names = "--volumes", description = "Delete its volumes, too, with all data in them.")
    private boolean volumes;

    @Option(
            names = "--purge",
            description =
                    "Delete all that there is of it on the host: volumes, images that were built for it, releases,"
                            + " source, history.")
    private boolean purge;

    @Option(names = YES, paramLabel = "PROJECT", description = "The project's name, for scripts: do not ask for it.")
    private @Nullable String yes;

    DownCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    List<String> services() {
        return List.of();
    }

    @Override
    boolean isOfInfrastructure() {
        return true;
    }

    @Override
    void confirm(Subject subject) {
        if (!volumes && !purge) {
            return;
        }
        String project = subject.config().project();
        String host = subject.whom().host().name();
        String what = purge ? "all data, images, releases and files" : "the volumes, with all data in them,";
        NAME.require(
                project,
                host,
                yes,
                !isJson(),
                () -> "This deletes " + what + " of " + project + " on " + host
                        + ", for good.\nThe project's name, if that is meant: ");
    }

    @Override
    void run(ServicesRequest request, SshAccess access, Configs configs, EventSink events) {
        new DownPipeline(request, volumes || purge, purge, access, configs, events, Clock.systemUTC()).run();
    }
}
