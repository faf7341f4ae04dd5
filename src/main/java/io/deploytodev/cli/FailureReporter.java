package io.deploytodev.cli;

import io.deploytodev.console.Clean;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a failure to the user: what, why, the evidence, and what to do next; a stack trace only with --debug. */
final class FailureReporter implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        DeployFailure failure = e instanceof DeployFailure known
                ? known
                : new DeployFailure(
                        FailureKind.INTERNAL,
                        "This should not have happened.",
                        e.toString(),
                        "Run it again with --debug, and report what it prints.",
                        List.of(),
                        e);
        PrintWriter out = commandLine.getErr();
        out.println();
        out.println("FAILED   " + Clean.line(failure.what()));
        print(out, "why      ", failure.why());
        failure.evidence().stream()
                .filter(line -> !failure.why().contains(line.trim()))
                .forEach(line -> out.println("         | " + Clean.line(line)));
        print(out, "next     ", failure.next());
        if (commandLine.getCommandSpec().userObject() instanceof DebugOption debuggable && debuggable.isDebug()) {
            e.printStackTrace(out);
        }
        out.flush();
        return ExitCode.of(failure.kind()).number();
    }

    private static void print(PrintWriter out, String label, String text) {
        String indent = " ".repeat(label.length());
        String[] prefix = {label};
        text.lines().forEach(line -> {
            out.println(prefix[0] + Clean.line(line));
            prefix[0] = indent;
        });
    }

    /** A verb that can be asked for stack traces. */
    interface DebugOption {
        boolean isDebug();
    }
}
