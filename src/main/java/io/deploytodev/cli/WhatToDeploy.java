package io.deploytodev.cli;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.deploy.DeployRequest;
import io.deploytodev.deploy.Selection;
import io.deploytodev.deploy.WorkstationFiles;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a project a deploy or a plan is about, and how its images come about. */
final class WhatToDeploy {

    @Option(names = "--build", description = "Build the image even if the same tree was built before.")
    private boolean build;

    @Option(names = "--no-build", description = "Build nothing: run the image that runs now.")
    private boolean noBuild;

    @Option(names = "--no-sync", description = "Leave the tree on the host as it is.")
    private boolean noSync;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "Only this service, or those of a pattern like agent-*; may be repeated.")
    private List<String> services = List.of();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Only these services: infra, backend, agents, frontend, or a type of the configuration.")
    private List<String> types = List.of();

    @Option(names = "--profile", paramLabel = "NAME", description = "Switch on a Compose profile; may be repeated.")
    private List<String> profiles = List.of();

    @Option(
            names = "--ref",
            paramLabel = "REF",
            description = "A branch, tag or commit of the remote, fetched fresh, instead of the tree as it lies here.")
    private @Nullable String ref;

    /**
     * The wish as a whole.
     *
     * @param checkOut makes of it a wish for a ref
     * @param lockPatience for how long to wait for somebody else who is at work on the project
     * @throws DeployFailure when options contradict each other, or a file of this machine is not there
     */
    DeployRequest request(
            DeployConfig config,
            HostEntry host,
            Duration lockPatience,
            BiFunction<DeployRequest, String, DeployRequest> checkOut) {
        if (ref != null && noSync) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "--ref and --no-sync exclude each other.",
                    "One brings a commit to the host, the other leaves the tree there as it is.",
                    "Leave one of them out.");
        }
        DeployRequest wish = new DeployRequest(
                config,
                host,
                Caller.name(),
                new Selection(services, types),
                whenToBuild(),
                !noSync,
                profiles,
                lockPatience);
        DeployRequest request = ref == null ? wish : checkOut.apply(wish, ref);
        new WorkstationFiles(request.config(), request.host()).check(request.sync());
        return request;
    }

    private DeployRequest.Build whenToBuild() {
        if (build && noBuild) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "--build and --no-build exclude each other.",
                    "One asks for a build in any case, the other for none.",
                    "Leave one of them out.");
        }
        if (build) {
            return DeployRequest.Build.ALWAYS;
        }
        return noBuild ? DeployRequest.Build.NEVER : DeployRequest.Build.WHEN_CHANGED;
    }
}
