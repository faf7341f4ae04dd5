package io.deploytodev.deploy;

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
import java.util.Set;
import java.util.stream.Collectors;

/** The story of a restart: each wave of services is stopped, started again as it was, and waited for before the next. */
public final class RestartPipeline {

    private final ServicesRequest request;
    private final ServicesRun run;

    public RestartPipeline(ServicesRequest request, SshAccess access, Configs configs, EventSink events, Clock clock) {
        this.request = request;
        this.run = new ServicesRun("restart", request, access, configs, events, clock);
    }

    /**
     * Restarts the services.
     *
     * @throws DeployFailure when one does not come up again, with the evidence that a deploy would show
     */
    public void run() {
        var services = run.story().<List<String>>add("services", this::restart, run.running());
        var health = run.health(services);
        run.run(
                () -> services.get().isEmpty()
                        ? "there was nothing to restart"
                        : Names.few(services.get()) + " restarted and ready",
                () -> services.get().isEmpty() ? "restarted nothing" : "restarted " + String.join(", ", services.get()),
                health::get,
                Map::of);
    }

    private StepResult<List<String>> restart(StepScope scope) {
        Running running = run.running().get();
        Set<String> meant = running.meant(request.services(), request.infrastructure());
        refuseAbsent(running, meant, scope);
        if (meant.isEmpty()) {
            scope.notice("All that runs is infrastructure; with --all it is restarted, too.");
        }
        StatusLine status = new StatusLine(scope, meant.size());
        ExistingContainers containers = new ExistingContainers(run.held().get().host());
        List<String> done = new ArrayList<>();
        for (List<String> wave : running.waves(meant)) {
            List<ContainerState> own = running.containers(wave);
            List<String> there = wave.stream()
                    .filter(service -> own.stream()
                            .anyMatch(container -> container.service().equals(service)))
                    .toList();
            scope.status("restarting " + Names.few(there));
            containers.restart(own, running.kindOf(wave));
            running.awaitReady(there, status);
            done.addAll(there);
        }
        return done.isEmpty()
                ? StepResult.unchanged(done, "there is nothing to restart")
                : StepResult.done(done, Names.few(done) + " ready");
    }

    private void refuseAbsent(Running running, Set<String> meant, StepScope scope) {
        Set<String> there =
                running.containers(meant).stream().map(ContainerState::service).collect(Collectors.toSet());
        List<String> absent =
                meant.stream().filter(service -> !there.contains(service)).toList();
        if (!absent.isEmpty() && !request.services().isEmpty()) {
            throw new DeployFailure(
                    FailureKind.ROLLOUT,
                    absent.get(0) + " has no container that could be restarted.",
                    "It was taken down, or never started.",
                    "Start it: deploy-to-dev start " + absent.get(0));
        }
        if (!absent.isEmpty()) {
            scope.notice(Names.few(absent) + (absent.size() == 1 ? " has" : " have")
                    + " no container to restart; deploy-to-dev start makes it.");
        }
    }
}
