package io.deploytodev.cli;

import io.deploytodev.connection.SshAccess;
import io.deploytodev.deploy.ServicesRequest;
import io.deploytodev.event.EventSink;
import io.deploytodev.serving.Configs;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** A verb by which on-call changes which services run. */
abstract class RepairVerb extends AfarVerb {

    @Mixin
    private WaitOption wait = new WaitOption();

    RepairVerb(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    /** The services that are named. */
    abstract List<String> services();

    /** Whether the infrastructure is meant, too, where no service is named. */
    abstract boolean isOfInfrastructure();

    abstract void run(ServicesRequest request, SshAccess access, Configs configs, EventSink events);

    @Override
    final void run(Subject subject, EventSink events) {
        ServicesRequest request = new ServicesRequest(
                subject.whom(), subject.config(), Caller.name(), services(), isOfInfrastructure(), wait.duration());
        run(request, subject.access(), subject.configs(), events);
    }
}
