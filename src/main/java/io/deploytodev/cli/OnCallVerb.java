package io.deploytodev.cli;

import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.ops.OnCall;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A verb that looks at a project as it runs, from wherever the user is. */
abstract class OnCallVerb implements Callable<Integer>, FailureReporter.Reporting {

    @Mixin
    private OnCallOptions options;

    @Option(names = OutputOptions.JSON, description = "As JSON, a line for each object (docs/json.md).")
    private boolean json;

    @Option(names = "--debug", description = "With a failure, show the stack trace.")
    private boolean debug;

    private final Map<String, String> environment;
    private final PrintStream out;

    OnCallVerb(Map<String, String> environment, PrintStream out) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.options = new OnCallOptions();
    }

    /**
     * Looks, and prints what there is to see.
     *
     * @return the exit code that it means
     * @throws DeployFailure when the question makes no sense or the host cannot be asked
     */
    abstract int look(OnCall onCall, Whom whom, PrintStream out);

    /** Refuses words that make no sense, before a passphrase is asked. */
    void check() {}

    @Override
    public final Integer call() {
        check();
        Path home = Path.of(System.getProperty("user.home"));
        Whom whom = options.whom(environment, home);
        SshAccess access = ConfigOptions.access(whom.host(), environment, home);
        OnCall onCall = new OnCall(access, whom, OnCallOptions.configs(whom, environment, home), Clock.systemUTC());
        int code = look(onCall, whom, out);
        out.flush();
        return code;
    }

    /** The user's, as the program got it. */
    final Map<String, String> environment() {
        return environment;
    }

    @Override
    public final boolean isDebug() {
        return debug;
    }

    @Override
    public final boolean isJson() {
        return json;
    }
}
