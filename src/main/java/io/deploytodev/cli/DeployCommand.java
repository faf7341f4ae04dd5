package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.deploy.DeployPipeline;
import io.deploytodev.deploy.DeployRequest;
import io.deploytodev.deploy.Selection;
import io.deploytodev.deploy.WorkstationFiles;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deploy}: from the code on this machine to a healthy service on a dev host. */
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Brings the code to a healthy service on a dev host.",
            "Syncs the code, builds the image on the host, starts the infrastructure beside it,",
            "rolls out the services and asks the health address. Only what changed is touched."
        })
final class DeployCommand extends RunVerb {

    @Option(names = "--build", description = "Build the image even if the same tree was built before.")
    private boolean build;

    @Option(names = "--no-build", description = "Build nothing: run the image that runs now.")
    private boolean noBuild;

    @Option(names = "--no-sync", description = "Leave the tree on the host as it is.")
    private boolean noSync;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "Only this service, or those of a pattern like agent-*; may be repeated.")
    private List<String> services = List.of();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Only these services: infra, backend, agents, frontend, or a type of the configuration.")
    private List<String> types = List.of();

    @Option(names = "--profile", paramLabel = "NAME", description = "Switch on a Compose profile; may be repeated.")
    private List<String> profiles = List.of();

    @Mixin
    private WaitOption wait = new WaitOption();

    DeployCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    Run prepare(DeployConfig config, HostEntry host) {
        DeployRequest request = new DeployRequest(
                config,
                host,
                Caller.name(),
                new Selection(services, types),
                whenToBuild(),
                !noSync,
                profiles,
                wait.duration());
        new WorkstationFiles(config, host).check(request.sync());
        return (access, reader, events) -> new DeployPipeline(request, access, reader, events, Clock.systemUTC()).run();
    }

    private DeployRequest.Build whenToBuild() {
        if (build && noBuild) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "--build and --no-build exclude each other.",
                    "One asks for a build in any case, the other for none.",
                    "Leave one of them out.");
        }
        if (build) {
            return DeployRequest.Build.ALWAYS;
        }
        return noBuild ? DeployRequest.Build.NEVER : DeployRequest.Build.WHEN_CHANGED;
    }
}
