package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.console.Console;
import io.deploytodev.console.Consoles;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.serving.Configs;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/**
 * A verb that changes a dev host from wherever the user is, with a checkout or without; its steps are seen while they
 * run.
 */
abstract class AfarVerb implements Callable<Integer>, FailureReporter.Reporting, LastWords.Speaker {

    @Mixin
    private OnCallOptions options;

    @Mixin
    private OutputOptions output;

    private final Map<String, String> environment;
    private final PrintStream out;
    private LastWords lastWords = new LastWords();
    private boolean begun;

    AfarVerb(Map<String, String> environment, PrintStream out) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.options = new OnCallOptions();
        this.output = new OutputOptions();
    }

    /**
     * What there is to work on.
     *
     * @param whom with the project's name, whoever said it
     * @param config the project's, without hooks where they are not at hand
     */
    record Subject(Whom whom, DeployConfig config, SshAccess access, Configs configs) {}

    /**
     * Asks what must be asked of the user before anything is begun.
     *
     * @throws DeployFailure when the user does not want it after all
     */
    void confirm(DeployConfig config, String host) {}

    abstract void run(Subject subject, EventSink events);

    @Override
    public final Integer call() {
        Consoles.Wish wish = output.wish();
        Path home = Path.of(System.getProperty("user.home"));
        Whom whom = options.whom(environment, home);
        SshAccess access = ConfigOptions.access(whom.host(), environment, home);
        Configs configs = OnCallOptions.configs(whom, environment, home);
        DeployConfig config = OnCallOptions.config(whom, access, configs);
        confirm(config, whom.host().name());
        Whom known = new Whom(whom.host(), Optional.of(config.project()), whom.config());
        Consoles.Kind kind = Consoles.choose(wish, Consoles.isTerminal(), environment);
        try (Console console = Consoles.open(kind, out, environment)) {
            begun = true;
            Departure departure = new Departure(console, Clock.systemUTC());
            lastWords.are(() -> {
                String left = departure.leave();
                return output.isJson() ? "" : left;
            });
            run(new Subject(known, config, access, configs), departure);
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
