package io.deploytodev.cli;

import io.deploytodev.checkout.RefCheckout;
import io.deploytodev.checkout.RefWish;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.console.Consoles;
import io.deploytodev.deploy.CheckedOut;
import io.deploytodev.deploy.DeployRequest;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A verb that brings a checkout to a dev host, or says what that would do. */
abstract class RunVerb extends SteppedVerb {

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--no-hooks", description = "Run none of the configuration's hooks.")
    private boolean noHooks;

    @Spec
    private @Nullable CommandSpec spec;

    private final Map<String, String> environment;
    private Optional<RefCheckout> checkout = Optional.empty();

    RunVerb(Map<String, String> environment, PrintStream out) {
        super(environment, out);
        this.environment = Map.copyOf(environment);
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

    /**
     * The wish for a ref in the place of the tree as it lies here, with the ref checked out; it stays so until the run ends.
     *
     * @throws DeployFailure when it cannot be fetched, or is no project
     */
    final DeployRequest ofRef(DeployRequest request, String ref) {
        CheckedOut.Ways ways = ways();
        RefWish wish = CheckedOut.wish(request.config(), request.host(), ref, ways);
        if (spec != null && Consoles.isErrorTerminal() && !isJson()) {
            spec.commandLine().getErr().println("Fetching " + ref + " ...");
        }
        RefCheckout fetched = RefCheckout.of(wish);
        checkout = Optional.of(fetched);
        CheckedOut tree = CheckedOut.of(request.config(), request.host(), fetched.tree(), ways);
        return request.of(noHooks ? tree.withoutHooks() : tree);
    }

    /** The wish with what is known of the tree from earlier runs. */
    final DeployRequest remembering(DeployRequest request) {
        return request.remembering(ways().contents());
    }

    private CheckedOut.Ways ways() {
        return CheckedOut.Ways.of(environment, Path.of(System.getProperty("user.home")));
    }

    @Override
    final Consumer<EventSink> prepare(Map<String, String> variables, Path home) {
        DeployConfig loaded = options.load(variables, home);
        DeployConfig config = noHooks ? loaded.withoutHooks() : loaded;
        HostEntry host = options.host(config, variables);
        Run run = prepare(config, host);
        SshAccess access = ConfigOptions.access(host, variables, home);
        return events -> {
            try {
                run.on(access, options.reader(config, variables, home), events);
            } finally {
                checkout.ifPresent(RefCheckout::close);
            }
        };
    }
}
