package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.failure.DeployFailure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A verb that prints its answer when it has it, and nothing of the way there; from wherever the user is. */
abstract class QuestionVerb implements Callable<Integer>, FailureReporter.Reporting {

    @Mixin
    private OnCallOptions options;

    @Option(names = OutputOptions.JSON, description = "As JSON, a line for each object (docs/json.md).")
    private boolean json;

    @Option(names = "--debug", description = "With a failure, show the stack trace.")
    private boolean debug;

    private final Map<String, String> environment;
    private final PrintStream out;

    QuestionVerb(Map<String, String> environment, PrintStream out) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.options = new OnCallOptions();
    }

    /**
     * Asks, and puts the answer into lines.
     *
     * @throws DeployFailure when the question makes no sense or the host cannot be asked
     */
    abstract List<String> answer(DeployConfig config, Whom whom, SshAccess access);

    /** Refuses words that make no sense, before a passphrase is asked. */
    void check() {}

    @Override
    public final Integer call() {
        check();
        Path home = Path.of(System.getProperty("user.home"));
        Whom whom = options.whom(environment, home);
        SshAccess access = ConfigOptions.access(whom.host(), environment, home);
        DeployConfig config = OnCallOptions.config(whom, access, OnCallOptions.configs(whom, environment, home));
        answer(config, new Whom(whom.host(), Optional.of(config.project()), whom.config()), access)
                .forEach(out::println);
        out.flush();
        return code();
    }

    /** The exit code that the answer means. */
    int code() {
        return 0;
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
