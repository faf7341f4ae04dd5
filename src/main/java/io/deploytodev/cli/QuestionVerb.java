package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.failure.DeployFailure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A verb that prints its answer when it has it, and nothing of the way there. */
abstract class QuestionVerb implements Callable<Integer>, FailureReporter.Reporting {

    @Mixin
    private ConfigOptions options;

    @Option(names = OutputOptions.JSON, description = "As JSON, a line for each object (docs/json.md).")
    private boolean json;

    @Option(names = "--debug", description = "With a failure, show the stack trace.")
    private boolean debug;

    private final Map<String, String> environment;
    private final PrintStream out;

    QuestionVerb(Map<String, String> environment, PrintStream out) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.options = new ConfigOptions();
    }

    /**
     * Asks, and puts the answer into lines.
     *
     * @throws DeployFailure when the question makes no sense or the host cannot be asked
     */
    abstract List<String> answer(DeployConfig config, HostEntry host, SshAccess access);

    /** Refuses words that make no sense, before a passphrase is asked. */
    void check() {}

    @Override
    public final Integer call() {
        check();
        Path home = Path.of(System.getProperty("user.home"));
        DeployConfig config = options.load(environment, home);
        HostEntry host = options.host(config, environment);
        answer(config, host, ConfigOptions.access(host, environment, home)).forEach(out::println);
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
