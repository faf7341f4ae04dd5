package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.deploy.DeployPipeline;
import io.deploytodev.deploy.DeployRequest;
import io.deploytodev.deploy.PlanPipeline;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deploy}: from the code on this machine to a healthy service on a dev host. */
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Brings the code to a healthy service on a dev host.",
            "Syncs the code, builds the image on the host, starts the infrastructure beside it,",
            "rolls out the services and asks the health address. Only what changed is touched."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev deploy                         what changed, and no more",
            "  deploy-to-dev deploy --service api-gateway   only this, and what it needs",
            "  deploy-to-dev deploy --host staging --wait   after whoever is at work there",
            "  deploy-to-dev deploy --ref origin/main       what was pushed, not what lies here"
        })
final class DeployCommand extends RunVerb {

    @Mixin
    private WhatToDeploy what;

    @Option(
            names = "--dry-run",
            description = "Print what would be done, and do none of it; the same as the verb plan.")
    private boolean dryRun;

    @Option(
            names = "--backup",
            description = "First take the project's data, as backup does; not when there is nothing to deploy.")
    private boolean backup;

    @Mixin
    private WaitOption wait = new WaitOption();

    DeployCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
        this.what = new WhatToDeploy();
    }

    @Override
    Run prepare(DeployConfig config, HostEntry host) {
        DeployRequest wish = remembering(what.request(config, host, wait.duration(), this::ofRef));
        DeployRequest request = backup ? wish.withBackup() : wish;
        if (dryRun) {
            return (access, reader, events) -> new PlanPipeline(request, access, events, Clock.systemUTC()).run();
        }
        return (access, reader, events) -> new DeployPipeline(request, access, reader, events, Clock.systemUTC()).run();
    }
}
