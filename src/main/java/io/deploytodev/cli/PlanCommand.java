package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.deploy.DeployRequest;
import io.deploytodev.deploy.PlanPipeline;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plan}: what a deploy would do, and why. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Says what a deploy would do now, and why: files, variables, images, services.",
            "Fails as the deploy would, for what can be known before. Takes no lock, and changes nothing."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev plan                     what a deploy would do, and why",
            "  deploy-to-dev plan --type agents       the same of a part",
            "  deploy-to-dev plan --ref v1.2          the same of a tag of the remote"
        })
final class PlanCommand extends RunVerb {

    @Mixin
    private WhatToDeploy what;

    PlanCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
        this.what = new WhatToDeploy();
    }

    @Override
    Run prepare(DeployConfig config, HostEntry host) {
        DeployRequest request = remembering(what.request(config, host, Duration.ZERO, this::ofRef));
        return (access, reader, events) -> new PlanPipeline(request, access, events, Clock.systemUTC()).run();
    }
}
