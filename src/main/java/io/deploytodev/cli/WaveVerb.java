package io.deploytodev.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A verb that is about some services, or about the backend, or about everything. */
abstract class WaveVerb extends RepairVerb {

    @Option(names = "--all", description = "With no service named: the infrastructure, too.")
    private boolean all;

    @Parameters(paramLabel = "SERVICE", description = "Which; none for all of the backend.")
    private List<String> services = new ArrayList<>();

    WaveVerb(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    final List<String> services() {
        return services;
    }

    @Override
    final boolean isOfInfrastructure() {
        return all;
    }
}
