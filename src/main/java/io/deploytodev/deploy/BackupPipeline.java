package io.deploytodev.deploy;

import io.deploytodev.backup.Archive;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.Amount;
import io.deploytodev.serving.Configs;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The story of a backup: a project's data taken into a dated archive. */
public final class BackupPipeline {

    private final ServicesRun run;
    private final BackupSteps steps;

    /** @param request of which no service need be named */
    public BackupPipeline(ServicesRequest request, SshAccess access, Configs configs, EventSink events, Clock clock) {
        this.run = new ServicesRun("backup", request, Running::orNothing, access, configs, events, clock);
        this.steps = new BackupSteps(
                request.config(), request.who(), request.whom().host().name());
    }

    /**
     * Takes it.
     *
     * @throws DeployFailure when there is no whole archive; no half one is left, and what was stopped runs again
     */
    public void run() {
        var archive = steps.addTo(run.story(), run.held(), run.running()::get, () -> true, run.running());
        run.story().reachesItsGoalWith(archive);
        steps.keep(run.story(), run.held(), archive);
        run.run(
                () -> archive.get()
                        .map(made -> "took " + made.id() + " (" + Amount.of(made.bytes()) + ")")
                        .orElse("there was no data to take"),
                () -> archive.get().map(BackupPipeline::inShort).orElse("took nothing"),
                Optional::empty,
                () -> archive.get()
                        .map(made -> Map.of("deploy-to-dev restore " + made.id(), "bring it back"))
                        .orElse(Map.of()));
    }

    private static String inShort(Archive archive) {
        return "took " + archive.id() + ", " + Amount.of(archive.bytes())
                + archive.here().map(here -> ", to the workstation").orElse("");
    }

    /**
     * Only removes archives that are older, or more, than the configuration says, and what was left half written.
     *
     * @throws DeployFailure when that cannot be done
     */
    public void prune() {
        var gone = steps.keep(run.story(), run.held(), run.running());
        run.run(
                () -> "archives are kept as deploy.yml says",
                () -> "removed " + gone.get().size() + " archives",
                Optional::empty,
                Map::of);
    }
}
