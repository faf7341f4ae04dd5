package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.rollout.ExistingContainers;
import io.deploytodev.serving.Configs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The story of a start: the release that runs is made to run, as it is recorded. Where this tool deployed nothing, the
 * containers that are there are started.
 */
public final class StartPipeline {

    private final ServicesRequest request;
    private final ServicesRun run;

    public StartPipeline(ServicesRequest request, SshAccess access, Configs configs, EventSink events, Clock clock) {
        this.request = request;
        this.run = new ServicesRun("start", request, access, configs, events, clock);
    }

    /**
     * Starts the services, and what they depend on.
     *
     * @throws DeployFailure when one does not come up, with the evidence that a deploy would show
     */
    public void run() {
        var services = run.story().<List<String>>add("services", this::start, run.running());
        var health = run.health(services);
        run.run(
                () -> services.get().isEmpty()
                        ? "all runs, as before"
                        : Names.few(services.get()) + " started and ready",
                () -> services.get().isEmpty() ? "all ran" : "started " + String.join(", ", services.get()),
                health::get,
                Map::of);
    }

    private StepResult<List<String>> start(StepScope scope) {
        Running running = run.running().get();
        Set<String> wanted = wanted(running);
        Set<String> done = new TreeSet<>(fromRelease(running, wanted, scope));
        done.addAll(whatIsThere(running, wanted, scope));
        return done.isEmpty()
                ? StepResult.unchanged(List.of(), "all run as they should")
                : StepResult.done(List.copyOf(done), Names.few(List.copyOf(done)) + " ready");
    }

    private Set<String> wanted(Running running) {
        Set<String> wanted = new TreeSet<>(running.meant(request.services(), true));
        if (!request.services().isEmpty()) {
            running.model().dependenciesOf(List.copyOf(wanted)).stream()
                    .filter(service -> !running.model().isOneShot(service))
                    .forEach(wanted::add);
        }
        return wanted;
    }

    private List<String> fromRelease(Running running, Set<String> wanted, StepScope scope) {
        Connection c = run.held().get();
        Optional<ReturnToRelease> way = running.served()
                .release()
                .flatMap(release -> ReturnToRelease.to(release, c, run.locked().configs()));
        return way.map(release -> ServicePlan.changed(release.start(wanted, scope)))
                .orElse(List.of());
    }

    /** What no release knows, and what looks as if it had done its work but was asked for by name. */
    private List<String> whatIsThere(Running running, Set<String> wanted, StepScope scope) {
        ExistingContainers containers = new ExistingContainers(run.held().get().host());
        StatusLine status = new StatusLine(scope, wanted.size());
        List<String> done = new ArrayList<>();
        for (List<String> wave : running.waves(wanted)) {
            List<ContainerState> ended = running.containers(wave).stream()
                    .filter(container -> container.hasEnded() || container.status() == ContainerState.Status.CREATED)
                    .toList();
            if (!ended.isEmpty()) {
                List<String> names = ended.stream()
                        .map(ContainerState::service)
                        .distinct()
                        .sorted()
                        .toList();
                containers.start(ended, running.kindOf(wave));
                running.awaitReady(names, status);
                done.addAll(names);
            }
            absent(running, wave);
        }
        return done;
    }

    private void absent(Running running, List<String> wave) {
        Set<String> there = new TreeSet<>();
        running.containers(wave).forEach(container -> there.add(container.service()));
        wave.stream().filter(service -> !there.contains(service)).findFirst().ifPresent(service -> {
            throw new DeployFailure(
                    FailureKind.ROLLOUT,
                    service + " cannot be started.",
                    "It has no container, and the release that could make one is not kept any more.",
                    "Deploy it: deploy-to-dev deploy");
        });
    }
}
