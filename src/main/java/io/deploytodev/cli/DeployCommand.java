package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.console.Console;
import io.deploytodev.console.Consoles;
import io.deploytodev.deploy.DeployPipeline;
import io.deploytodev.deploy.DeployRequest;
import io.deploytodev.deploy.Selection;
import io.deploytodev.deploy.WorkstationFiles;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
final class DeployCommand implements Callable<Integer>, FailureReporter.Reporting {

    @Mixin
    private ConfigOptions options;

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
    private OutputOptions output;

    private final Map<String, String> environment;

    private final PrintStream out;
    private boolean begun;

    DeployCommand(Map<String, String> environment, PrintStream out) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.output = new OutputOptions();
    }

    @Override
    public Integer call() {
        Consoles.Wish wish = output.wish();
        Path home = Path.of(System.getProperty("user.home"));
        DeployConfig loaded = options.load(environment, home);
        DeployRequest request = new DeployRequest(
                loaded,
                options.host(loaded, environment),
                Caller.name(),
                new Selection(services, types),
                whenToBuild(),
                !noSync,
                profiles);
        new WorkstationFiles(loaded, request.host()).check(request.sync());
        Consoles.Kind kind = Consoles.choose(wish, Consoles.isTerminal(), environment);
        SshAccess access = ConfigOptions.access(request.host(), environment, home);
        try (Console console = Consoles.open(kind, out, environment)) {
            begun = true;
            new DeployPipeline(request, access, options.reader(loaded, environment, home), console, Clock.systemUTC())
                    .run();
        }
        return 0;
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

    @Override
    public boolean isDebug() {
        return output.isDebug();
    }

    @Override
    public boolean isJson() {
        return output.isJson();
    }

    @Override
    public boolean hasToldItself() {
        return begun;
    }
}
