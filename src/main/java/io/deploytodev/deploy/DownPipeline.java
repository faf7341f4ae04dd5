package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.docker.ContainerCommands;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.CleanUp;
import io.deploytodev.release.Finding;
import io.deploytodev.serving.Configs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The story of taking a project down: its containers and networks go, in one job of the host. Its releases stay, so that it
 * can be started again, unless it is purged.
 */
public final class DownPipeline {

    private final ServicesRequest request;
    private final boolean volumes;
    private final boolean purge;
    private final ServicesRun run;

    /**
     * @param volumes whether its volumes go, too, and all data in them
     * @param purge whether its images and its state on the host go, too
     */
    public DownPipeline(
            ServicesRequest request,
            boolean volumes,
            boolean purge,
            SshAccess access,
            Configs configs,
            EventSink events,
            Clock clock) {
        this.request = request;
        this.volumes = volumes;
        this.purge = purge;
        this.run = new ServicesRun("down", request, Running::orNothing, access, configs, events, clock);
    }

    /**
     * Takes it down.
     *
     * @throws DeployFailure when something of it stays
     */
    public void run() {
        String project = request.config().project();
        var down = run.story().<List<String>>add("down", this::down, run.running());
        if (purge) {
            run.story().<List<Finding>>add("purge", this::purge, down);
            run.runWithoutTrace(() -> "nothing is left of " + project);
        } else {
            run.run(
                    () -> project + " is down" + (volumes ? ", and its data is gone," : ""),
                    () -> String.join(", ", down.get()),
                    Optional::empty,
                    this::next);
        }
    }

    private Map<String, String> next() {
        if (volumes) {
            return Map.of("deploy-to-dev deploy", "begin anew, migrations too");
        }
        // Only a release has what its containers can be made of again.
        return run.running().get().served().release().isPresent()
                ? Map.of("deploy-to-dev start", "bring the same release back")
                : Map.of("deploy-to-dev deploy", "let this tool run it from now on");
    }

    private StepResult<List<String>> down(StepScope scope) {
        Connection c = run.held().get();
        Running running = run.running().get();
        List<ContainerState> containers = running.served().containers();
        Set<String> services = containers.stream().map(ContainerState::service).collect(Collectors.toSet());
        List<List<String>> waves = new ArrayList<>();
        for (List<String> wave : running.waves(services)) {
            waves.add(containers.stream()
                    .filter(container -> wave.contains(container.service()))
                    .map(ContainerState::id)
                    .toList());
        }
        Collections.reverse(waves);
        if (running.served().release().isEmpty() && !containers.isEmpty()) {
            scope.notice(request.config().project() + " was not deployed by this tool, so start cannot bring it back;"
                    + " docker compose up in its own directory can.");
        }
        scope.status("stopping and removing " + Names.few(List.copyOf(services)));
        List<String> gone = new ArrayList<>();
        gone.add(containers.size() + (containers.size() == 1 ? " container" : " containers"));
        try {
            for (String line :
                    c.host().run(ContainerCommands.down(request.config().project(), waves, volumes))) {
                if (line.startsWith("used ")) {
                    scope.notice("The " + line.substring("used ".length()) + " stays: somebody else is in it.");
                } else {
                    gone.add(line);
                }
            }
        } catch (CommandFailed e) {
            throw new DeployFailure(
                    FailureKind.HOST,
                    "Not all of " + request.config().project() + " could be taken down.",
                    e.lastLines().isEmpty() ? String.valueOf(e.getMessage()) : String.join("\n", e.lastLines()),
                    "Mend what it names, and take it down again.",
                    e.lastLines(),
                    e);
        }
        return StepResult.done(gone, String.join(", ", gone));
    }

    private StepResult<List<Finding>> purge(StepScope scope) {
        Connection c = run.held().get();
        CleanUp cleanUp = new CleanUp(
                c.host(), c.engine(), c.directory(), request.config().project(), false);
        scope.status("removing " + c.directory().path());
        try {
            List<Finding> images = cleanUp.removeAll();
            return StepResult.done(
                    images,
                    c.directory().path() + " and " + images.size() + (images.size() == 1 ? " image" : " images"));
        } catch (CommandFailed e) {
            throw new DeployFailure(
                    FailureKind.HOST,
                    "Not all files of " + request.config().project() + " could be removed.",
                    e.lastLines().isEmpty() ? String.valueOf(e.getMessage()) : String.join("\n", e.lastLines()),
                    "What a container wrote there as root, only root can remove, on the host: sudo rm -rf "
                            + c.directory().path(),
                    e.lastLines(),
                    e);
        }
    }
}
