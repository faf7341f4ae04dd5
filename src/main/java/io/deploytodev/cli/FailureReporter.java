package io.deploytodev.cli;

import io.deploytodev.console.Console;
import io.deploytodev.console.Consoles;
import io.deploytodev.console.FailureText;
import io.deploytodev.event.DeployEvent.ProblemFound;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.pipeline.RunFailure;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Tells a failure to the user: what, why, the evidence, and what to do next; a stack trace only with --debug. With --json
 * it is told as events, if the run has not done so itself.
 */
final class FailureReporter implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final Map<String, String> environment;
    private final PrintStream out;
    private final Clock clock;

    /** @param out for JSON, which is UTF-8 whatever the locale */
    FailureReporter(Map<String, String> environment, PrintStream out, Clock clock) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.clock = clock;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        DeployFailure failure = of(e);
        PrintWriter err = commandLine.getErr();
        Reporting verb = commandLine.getCommandSpec().userObject() instanceof Reporting known ? known : Reporting.NONE;
        if (!verb.isJson()) {
            say(failure, err);
        } else if (!verb.hasToldItself()) {
            tell(failure);
        }
        if (verb.isDebug()) {
            e.printStackTrace(err);
        }
        err.flush();
        return verb.exitCode(failure);
    }

    /** One that does not end the verb. */
    void report(Exception e, boolean json, PrintWriter err) {
        if (json) {
            tell(of(e));
        } else {
            say(of(e), err);
        }
    }

    private static DeployFailure of(Exception e) {
        return e instanceof DeployFailure known
                ? known
                : new DeployFailure(
                        FailureKind.INTERNAL,
                        "This should not have happened.",
                        e.toString(),
                        "Run it again with --debug, and report what it prints.",
                        List.of(),
                        e);
    }

    /** What cannot be parsed cannot say either how it wants to be answered: whether it asked for JSON is read off. */
    @Override
    public int handleParseException(ParameterException e, String[] args) {
        DeployFailure failure = UsageFailure.of(e);
        if (Arrays.asList(args).contains(OutputOptions.JSON)) {
            tell(failure);
        } else {
            say(failure, e.getCommandLine().getErr());
        }
        return FailureKind.USAGE.exitCode();
    }

    private void say(DeployFailure failure, PrintWriter err) {
        boolean color = Consoles.hasColor(environment, Consoles.isErrorTerminal());
        err.println();
        FailureText.lines(
                        failure.kind() == FailureKind.INTERRUPTED,
                        failure.what(),
                        failure.why(),
                        failure.evidence(),
                        failure.next(),
                        color)
                .forEach(err::println);
        err.flush();
    }

    private void tell(DeployFailure failure) {
        Instant now = clock.instant();
        try (Console console = Consoles.open(Consoles.Kind.JSON, out, environment)) {
            failure.problems()
                    .forEach(problem ->
                            console.accept(new ProblemFound(now, problem.file(), problem.line(), problem.message())));
            console.accept(RunFailure.told(failure, now, Duration.ZERO));
        }
    }

    /** What a verb says of how its failure is to be told. */
    interface Reporting {

        /** Words alone. */
        Reporting NONE = new Reporting() {};

        default boolean isDebug() {
            return false;
        }

        default boolean isJson() {
            return false;
        }

        /** The exit code that a failure means. */
        default int exitCode(DeployFailure failure) {
            return failure.kind().exitCode();
        }

        /** Whether the events of its run have told the failure already. */
        default boolean hasToldItself() {
            return false;
        }
    }
}
