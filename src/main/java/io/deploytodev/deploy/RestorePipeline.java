package io.deploytodev.deploy;

import io.deploytodev.backup.Manifest;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.Command;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.rollout.ExistingContainers;
import io.deploytodev.serving.Configs;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The story of a restore: an archive is looked at as a whole, then the project stands still, its data is replaced and compared,
 * and what ran before runs again. Where nothing of the project is yet, its volumes are made, for a deploy to find.
 */
public final class RestorePipeline {

    private final ServicesRequest request;
    private final Archives archives;
    private final Optional<String> wanted;
    private final ServicesRun run;

    /**
     * @param request of the project that is restored
     * @param archives of the project that the archive was taken of
     * @param wanted an id, the beginning of one, or a file here; empty for the newest
     */
    public RestorePipeline(
            ServicesRequest request,
            Archives archives,
            Optional<String> wanted,
            SshAccess access,
            Configs configs,
            EventSink events,
            Clock clock) {
        this.request = request;
        this.archives = archives;
        this.wanted = wanted;
        this.run = new ServicesRun("restore", request, Running::orNothing, access, configs, events, clock);
    }

    /**
     * Restores it.
     *
     * @throws DeployFailure before anything is touched, when the archive is not whole or does not fit; else with what is not
     *     whole now
     */
    public void run() {
        var story = run.story();
        var own = new Archives(
                request.config().backup(),
                request.config().project(),
                request.whom().host().name());
        var archive = story.add("archive", new ChooseArchive(run.held()::get, archives, own, wanted), run.running());
        var plan = story.add(
                "verify",
                new VerifyArchive(
                        run.held()::get,
                        run.running()::get,
                        archive::get,
                        request.config().backup().directories()),
                archive);
        var data = story.add(
                "restore", new RestoreData(run.held()::get, run.running()::get, archive::get, plan::get, own), plan);
        var services = story.<List<String>>add("services", scope -> start(data.get(), archive.get(), scope), data);
        var health = run.health(services, () -> !services.get().isEmpty());
        run.run(
                () -> request.config().project() + " has the data of "
                        + taken(archive.get().manifest()),
                () -> "restored " + archive.get().manifest().id() + " of "
                        + archive.get().manifest().project(),
                health::get,
                () -> services.get().isEmpty() ? Map.of("deploy-to-dev deploy", "start it with this data") : Map.of());
    }

    private static String taken(Manifest manifest) {
        return manifest.at() + " (" + manifest.id() + ")";
    }

    private StepResult<List<String>> start(List<String> stopped, ChooseArchive.Chosen chosen, StepScope scope) {
        if (chosen.sent()) {
            run.held().get().host().run(Command.of(List.of("rm", "-f", "--", chosen.file())));
        }
        Running running = run.running().get();
        StatusLine status = new StatusLine(scope, stopped.size());
        ExistingContainers containers = new ExistingContainers(run.held().get().host());
        for (List<String> wave : running.waves(new TreeSet<>(stopped))) {
            List<ContainerState> own = running.containers(wave);
            scope.status("starting " + Names.few(wave));
            containers.start(own, running.kindOf(wave));
            running.awaitReady(wave, status);
        }
        return stopped.isEmpty()
                ? StepResult.unchanged(stopped, "nothing of it ran")
                : StepResult.done(stopped, Names.few(stopped) + " ready");
    }
}
