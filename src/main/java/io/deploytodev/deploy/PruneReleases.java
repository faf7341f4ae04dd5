package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.EngineFailed;
import io.deploytodev.host.Amount;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.CleanUp;
import io.deploytodev.release.Cleaning;
import io.deploytodev.release.Release;
import java.util.List;

/** Removes what nobody will return to: old releases with their trees and images, and what earlier deploys left behind. */
final class PruneReleases implements Step<Cleaning> {

    private final Ref<Connection> connection;
    private final Ref<Begun> begun;
    private final Ref<Release> recorded;
    private final DeployRequest request;

    PruneReleases(Ref<Connection> connection, Ref<Begun> begun, Ref<Release> recorded, DeployRequest request) {
        this.connection = connection;
        this.begun = begun;
        this.recorded = recorded;
        this.request = request;
    }

    @Override
    public StepResult<Cleaning> run(StepScope scope) {
        if (!recorded.get().id().equals(begun.get().releaseId())) {
            return StepResult.unchanged(new Cleaning(List.of()), "no release was added");
        }
        Connection c = connection.get();
        try {
            Cleaning gone = new CleanUp(
                            c.host(),
                            c.engine(),
                            c.directory(),
                            request.config().project(),
                            request.config().bringsEnvironment(request.host()))
                    .carryOut(
                            c.lock().orElseThrow().number(),
                            request.config().disk().buildCache());
            if (gone.isEmpty()) {
                return StepResult.unchanged(gone, "nothing to remove");
            }
            if (gone.bytes() > 0) {
                scope.notice("Freed " + Amount.of(gone.bytes()) + ": " + gone.counted() + " that nobody returns to.");
            }
            return StepResult.done(gone, "removed " + gone.counted());
        } catch (CommandFailed e) {
            return failed(String.join(" ", e.lastLines()), scope);
        } catch (EngineFailed e) {
            return failed(String.valueOf(e.getMessage()), scope);
        }
    }

    /** The new release serves, and the next deploy tries again. */
    private static StepResult<Cleaning> failed(String why, StepScope scope) {
        scope.notice("Old releases could not be removed: " + why);
        return StepResult.unchanged(new Cleaning(List.of()), "old releases could not be removed");
    }
}
