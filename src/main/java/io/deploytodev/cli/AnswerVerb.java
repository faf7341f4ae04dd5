package io.deploytodev.cli;

import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.serving.Configs;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A verb that shows nothing of the way there, only what it finds; from wherever the user is. */
abstract class AnswerVerb implements Callable<Integer>, FailureReporter.Reporting {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Option(names = OutputOptions.JSON, description = "As JSON, a line for each object (docs/json.md).")
    private boolean json;

    @Option(names = "--debug", description = "With a failure, show the stack trace.")
    private boolean debug;

    private final Map<String, String> environment;
    private final PrintStream out;

    AnswerVerb(Map<String, String> environment, PrintStream out) {
        this.environment = Map.copyOf(environment);
        this.out = out;
    }

    /** Refuses words that make no sense, before a passphrase is asked. */
    void check() {}

    /**
     * Asks, and prints the answer.
     *
     * @return the exit code that it means
     * @throws DeployFailure when the question makes no sense or the host cannot be asked
     */
    abstract int answer(Whom whom, SshAccess access, Configs configs, PrintStream out);

    @Override
    public final Integer call() {
        check();
        Path home = Path.of(System.getProperty("user.home"));
        Whom whom = options.whom(environment, home);
        SshAccess access = ConfigOptions.access(whom.host(), environment, home);
        int code = answer(whom, access, OnCallOptions.configs(whom, environment, home), out);
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
