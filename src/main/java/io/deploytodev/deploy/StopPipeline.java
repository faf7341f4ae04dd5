package io.deploytodev.deploy;

import io.deploytodev.connection.SshAccess;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.rollout.ExistingContainers;
import io.deploytodev.serving.Configs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The story of a stop: those that others depend on go last. Nothing remembers it; a deploy or a start starts them again. */
public final class StopPipeline {

    private final ServicesRequest request;
    private final ServicesRun run;

    public StopPipeline(ServicesRequest request, SshAccess access, Configs configs, EventSink events, Clock clock) {
        this.request = request;
        this.run = new ServicesRun("stop", request, access, configs, events, clock);
    }

    /**
     * Stops the services.
     *
     * @throws DeployFailure when that cannot be done
     */
    public void run() {
        var services = run.story().<List<String>>add("services", this::stop, run.running());
        run.run(
                () -> services.get().isEmpty()
                        ? "nothing ran that could be stopped"
                        : Names.few(services.get()) + " stopped",
                () -> services.get().isEmpty() ? "stopped nothing" : "stopped " + String.join(", ", services.get()),
                Optional::empty,
                () -> Map.of("deploy-to-dev start", "start what is stopped"));
    }

    private StepResult<List<String>> stop(StepScope scope) {
        Running running = run.running().get();
        List<List<String>> waves =
                new ArrayList<>(running.waves(running.meant(request.services(), request.infrastructure())));
        Collections.reverse(waves);
        ExistingContainers containers = new ExistingContainers(run.held().get().host());
        List<String> done = new ArrayList<>();
        for (List<String> wave : waves) {
            List<ContainerState> live = running.containers(wave).stream()
                    .filter(container -> !container.hasEnded() && container.status() != ContainerState.Status.CREATED)
                    .toList();
            List<String> names = live.stream()
                    .map(ContainerState::service)
                    .distinct()
                    .sorted()
                    .toList();
            scope.status("stopping " + Names.few(names));
            containers.stop(live);
            done.addAll(names);
        }
        return done.isEmpty()
                ? StepResult.unchanged(done, "nothing of it runs")
                : StepResult.done(done, Names.few(done) + " stopped");
    }
}
