package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.Amount;
import io.deploytodev.release.CleanUp;
import io.deploytodev.release.Cleaning;
import java.util.List;

/** Removes what nobody will return to: old releases with their trees and images, and what earlier deploys left behind. */
final class PruneReleases implements Step<Cleaning> {

    private final Ref<Connection> connection;
    private final String project;

    PruneReleases(Ref<Connection> connection, String project) {
        this.connection = connection;
        this.project = project;
    }

    @Override
    public StepResult<Cleaning> run(StepScope scope) {
        Connection c = connection.get();
        try {
            Cleaning gone = new CleanUp(c.host(), c.engine(), c.directory(), project)
                    .carryOut(c.lock().orElseThrow().number());
            if (gone.isEmpty()) {
                return StepResult.unchanged(gone, "nothing to remove");
            }
            if (gone.bytes() > 0) {
                scope.notice("Freed " + Amount.of(gone.bytes()) + ": " + gone.counted() + " that nobody returns to.");
            }
            return StepResult.done(gone, "removed " + gone.counted());
        } catch (CommandFailed e) {
            // The new release serves, and the next deploy tries again.
            scope.notice("Old releases could not be removed: " + String.join(" ", e.lastLines()));
            return StepResult.unchanged(new Cleaning(List.of()), "old releases could not be removed");
        }
    }
}
