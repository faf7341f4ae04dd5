package io.deploytodev.cli;

import io.deploytodev.console.Consoles.Wish;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How a verb shows what it does; the same for every verb. */
final class OutputOptions {

    static final String JSON = "--json";

    @Option(names = "--plain", description = "One line for each fact, as for logs and CI.")
    private boolean plain;

    @Option(names = "--verbose", description = "As --plain, with each external command and all output of the build.")
    private boolean verbose;

    @Option(names = "--quiet", description = "Only the address of what runs now, or the failure.")
    private boolean quiet;

    @Option(names = JSON, description = "One JSON object for each event (docs/events.md).")
    private boolean json;

    @Option(names = "--debug", description = "With a failure, show the stack trace.")
    private boolean debug;

    /** @throws DeployFailure of kind USAGE when two of them contradict each other */
    Wish wish() {
        List<String> given = new ArrayList<>();
        if (json) {
            given.add(JSON);
        }
        if (quiet) {
            given.add("--quiet");
        }
        if (verbose) {
            given.add("--verbose");
        } else if (plain) {
            given.add("--plain");
        }
        if (given.size() > 1) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    String.join(" and ", given) + " exclude each other.",
                    "Each of them says how the whole output looks.",
                    "Keep one of them.");
        }
        if (json) {
            return Wish.JSON;
        }
        if (quiet) {
            return Wish.QUIET;
        }
        return verbose ? Wish.VERBOSE : plain ? Wish.PLAIN : Wish.NONE;
    }

    boolean isJson() {
        return json;
    }

    boolean isDebug() {
        return debug;
    }
}
