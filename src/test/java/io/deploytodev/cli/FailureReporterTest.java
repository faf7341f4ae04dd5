package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailureReporterTest {

    private final DeployFailure crash = new DeployFailure(
            FailureKind.ROLLED_BACK,
            "api-gateway did not become ready.",
            "It ended with exit code 1.\nRelease 20260131T235959Z-1 serves again.",
            "Read its log:\ndeploy-to-dev logs api-gateway",
            List.of("log: starting", "log:   boom"),
            new IllegalStateException("the cause"));

    @Test
    void aFailureSaysWhatWhyTheEvidenceAndWhatToDoNext() {
        assertThat(report(crash, false)).isEqualTo("""

                FAILED   api-gateway did not become ready.
                why      It ended with exit code 1.
                         Release 20260131T235959Z-1 serves again.
                         | log: starting
                         | log:   boom
                next     Read its log:
                         deploy-to-dev logs api-gateway
                exit     12
                """);
    }

    @Test
    void whatIsNotKnownTakesNoLine() {
        assertThat(report(new DeployFailure(FailureKind.CONNECT, "No route.", "", ""), false))
                .isEqualTo("""

                FAILED   No route.
                exit     4
                """);
    }

    @Test
    void whatTheUserStoppedHasNotFailed() {
        assertThat(report(new DeployFailure(FailureKind.INTERRUPTED, "The deploy was stopped.", "", ""), false))
                .isEqualTo("""

                STOPPED  The deploy was stopped.
                exit     130
                """);
    }

    @Test
    void aDefectIsCalledOneAndHidesItsStackTrace() {
        assertThat(report(new IllegalStateException("x < 0"), false)).isEqualTo("""

                FAILED   This should not have happened.
                why      java.lang.IllegalStateException: x < 0
                next     Run it again with --debug, and report what it prints.
                exit     1
                """);
    }

    @Test
    void debugAddsTheStackTraceWithItsCause() {
        assertThat(report(crash, true))
                .contains("DeployFailure: api-gateway did not become ready.")
                .contains("Caused by: java.lang.IllegalStateException: the cause")
                .endsWith("exit     12\n");
    }

    private static String report(Exception thrown, boolean debug) {
        StringWriter err = new StringWriter();
        CommandLine commandLine = new CommandLine(new Verb(thrown, debug))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(new FailureReporter(Map.of(), System.out, Clock.systemUTC()));
        int exitCode = commandLine.execute();
        return err.toString().replace(System.lineSeparator(), "\n") + "exit     " + exitCode + "\n";
    }

    @Command(name = "verb")
    private record Verb(Exception thrown, boolean isDebug) implements Callable<Integer>, FailureReporter.Reporting {

        @Override
        public Integer call() throws Exception {
            throw thrown;
        }
    }
}
