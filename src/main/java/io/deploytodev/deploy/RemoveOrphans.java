package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.docker.ComposeProject;
import io.deploytodev.docker.ContainerCommands;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import java.util.List;
import java.util.function.Supplier;

/**
 * Once the new release serves, stops and removes what this tool started for services that the compose files do not have
 * any more. What was started by hand is left alone, and so are volumes and, as Compose does it, services of a profile that
 * is off now.
 */
final class RemoveOrphans implements Step<List<String>> {

    private final Ref<Connection> connection;
    private final Ref<ResolvedProject> resolved;
    private final Supplier<List<ComposeContainer>> listed;
    private final DeployRequest request;
    private final WayBack wayBack;

    /**
     * For after the roll-out.
     *
     * @param listed the project's containers; others may be among them
     * @param wayBack brings them back when the deploy fails after all
     */
    RemoveOrphans(
            Ref<Connection> connection,
            Ref<ResolvedProject> resolved,
            Supplier<List<ComposeContainer>> listed,
            DeployRequest request,
            WayBack wayBack) {
        this.listed = listed;
        this.connection = connection;
        this.resolved = resolved;
        this.request = request;
        this.wayBack = wayBack;
    }

    @Override
    public StepResult<List<String>> run(StepScope scope) {
        if (!request.selection().isEverything()) {
            return StepResult.unchanged(List.of(), "only a part was deployed");
        }
        Connection c = connection.get();
        ComposeProject source = request.composeProject(
                c.directory().source(), EnvironmentFile.of(request, c).path());
        Orphans orphans = Orphans.of(c, listed.get(), resolved.get(), c.host(), source, scope::notice);
        return orphans.isKnown() ? remove(c, orphans.ours(), scope) : StepResult.unchanged(List.of(), "not known");
    }

    private StepResult<List<String>> remove(Connection c, List<ComposeContainer> ours, StepScope scope) {
        if (ours.isEmpty()) {
            return StepResult.unchanged(List.of(), "none");
        }
        List<String> services =
                ours.stream().map(ComposeContainer::service).distinct().sorted().toList();
        wayBack.touches("orphans", services);
        try {
            c.host()
                    .run(ContainerCommands.remove(
                            ours.stream().map(ComposeContainer::id).toList()));
            return StepResult.done(services, "removed " + String.join(", ", services));
        } catch (CommandFailed e) {
            // The new release serves; what is left over must not take it back.
            scope.notice("Could not remove " + Orphans.names(ours) + ": " + String.join(" ", e.lastLines()));
            return StepResult.unchanged(List.of(), "could not be removed: " + String.join(", ", services));
        }
    }
}
