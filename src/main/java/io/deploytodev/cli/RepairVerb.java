package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.console.Console;
import io.deploytodev.console.Consoles;
import io.deploytodev.deploy.ServicesRequest;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.ops.OnCall;
import io.deploytodev.serving.Configs;
import io.deploytodev.serving.Served;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A verb by which on-call changes what runs, from wherever the user is; its steps are seen while they run. */
abstract class RepairVerb implements Callable<Integer>, FailureReporter.Reporting, LastWords.Speaker {

    @Mixin
    private OnCallOptions options;

    @Mixin
    private OutputOptions output;

    @Mixin
    private WaitOption wait;

    private final Map<String, String> environment;
    private final PrintStream out;
    private LastWords lastWords = new LastWords();
    private boolean begun;

    RepairVerb(Map<String, String> environment, PrintStream out) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.options = new OnCallOptions();
        this.output = new OutputOptions();
        this.wait = new WaitOption();
    }

    /** The services that are named. */
    abstract List<String> services();

    /** Whether the infrastructure is meant, too, where no service is named. */
    abstract boolean isOfInfrastructure();

    /**
     * Asks what must be asked of the user before anything is begun.
     *
     * @throws DeployFailure when the user does not want it after all
     */
    void confirm(DeployConfig config, String host) {}

    abstract void run(ServicesRequest request, SshAccess access, Configs configs, EventSink events);

    @Override
    public final Integer call() {
        Consoles.Wish wish = output.wish();
        Path home = Path.of(System.getProperty("user.home"));
        Whom whom = options.whom(environment, home);
        SshAccess access = ConfigOptions.access(whom.host(), environment, home);
        Configs configs = OnCallOptions.configs(whom, environment, home);
        DeployConfig config =
                whom.config().orElseGet(() -> new OnCall(access, whom, configs, Clock.systemUTC()).ask(Served::config));
        confirm(config, whom.host().name());
        Whom known = new Whom(whom.host(), Optional.of(config.project()), whom.config());
        ServicesRequest request =
                new ServicesRequest(known, config, Caller.name(), services(), isOfInfrastructure(), wait.duration());
        Consoles.Kind kind = Consoles.choose(wish, Consoles.isTerminal(), environment);
        try (Console console = Consoles.open(kind, out, environment)) {
            begun = true;
            Departure departure = new Departure(console, Clock.systemUTC());
            lastWords.are(() -> {
                String left = departure.leave();
                return output.isJson() ? "" : left;
            });
            run(request, access, configs, departure);
        }
        return 0;
    }

    @Override
    public final void leavesWith(LastWords words) {
        lastWords = words;
    }

    @Override
    public final boolean isDebug() {
        return output.isDebug();
    }

    @Override
    public final boolean isJson() {
        return output.isJson();
    }

    @Override
    public final boolean hasToldItself() {
        return begun;
    }
}
