package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.console.Console;
import io.deploytodev.console.Consoles;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A verb whose steps are seen while they run: it changes a dev host, and tells what it does as events. */
abstract class RunVerb implements Callable<Integer>, FailureReporter.Reporting, LastWords.Speaker {

    @Mixin
    private ConfigOptions options;

    @Mixin
    private OutputOptions output;

    @Option(names = "--no-hooks", description = "Run none of the configuration's hooks.")
    private boolean noHooks;

    private final Map<String, String> environment;
    private final PrintStream out;
    private LastWords lastWords = new LastWords();
    private boolean begun;

    RunVerb(Map<String, String> environment, PrintStream out) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.options = new ConfigOptions();
        this.output = new OutputOptions();
    }

    /**
     * Checks what can be checked on this machine, before anything is asked of the user or the host.
     *
     * @throws DeployFailure when the wish cannot be fulfilled
     */
    abstract Run prepare(DeployConfig config, HostEntry host);

    /** What is left to be done once there are a way to the host and somebody to tell. */
    @FunctionalInterface
    interface Run {

        /**
         * Does it.
         *
         * @param reader of the {@code deploy.yml} that a release keeps
         */
        void on(SshAccess access, Function<String, DeployConfig> reader, EventSink events);
    }

    @Override
    public final Integer call() {
        Consoles.Wish wish = output.wish();
        Path home = Path.of(System.getProperty("user.home"));
        DeployConfig loaded = options.load(environment, home);
        DeployConfig config = noHooks ? loaded.withoutHooks() : loaded;
        HostEntry host = options.host(config, environment);
        Run run = prepare(config, host);
        Consoles.Kind kind = Consoles.choose(wish, Consoles.isTerminal(), environment);
        SshAccess access = ConfigOptions.access(host, environment, home);
        try (Console console = Consoles.open(kind, out, environment)) {
            begun = true;
            Departure departure = new Departure(console, Clock.systemUTC());
            lastWords.are(() -> {
                String left = departure.leave();
                return output.isJson() ? "" : left;
            });
            run.on(access, options.reader(config, environment, home), departure);
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
