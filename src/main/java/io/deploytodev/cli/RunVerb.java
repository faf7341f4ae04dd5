package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A verb that brings a checkout to a dev host, or says what that would do. */
abstract class RunVerb extends SteppedVerb {

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--no-hooks", description = "Run none of the configuration's hooks.")
    private boolean noHooks;

    RunVerb(Map<String, String> environment, PrintStream out) {
        super(environment, out);
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
    final Consumer<EventSink> prepare(Map<String, String> environment, Path home) {
        DeployConfig loaded = options.load(environment, home);
        DeployConfig config = noHooks ? loaded.withoutHooks() : loaded;
        HostEntry host = options.host(config, environment);
        Run run = prepare(config, host);
        SshAccess access = ConfigOptions.access(host, environment, home);
        return events -> run.on(access, options.reader(config, environment, home), events);
    }
}
