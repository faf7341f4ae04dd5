package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeCommands;
import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.docker.ComposeProject;
import io.deploytodev.docker.ContainerCommands;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.StateDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Once the new release serves, stops and removes what this tool started for services that the compose files do not have
 * any more. What was started by hand is left alone, and so are volumes and, as Compose does it, services of a profile that
 * is off now.
 */
final class RemoveOrphans implements Step<List<String>> {

    private final Ref<Connection> connection;
    private final Ref<ResolvedProject> resolved;
    private final DeployRequest request;
    private final WayBack wayBack;

    /** @param wayBack brings them back when the deploy fails after all */
    RemoveOrphans(Ref<Connection> connection, Ref<ResolvedProject> resolved, DeployRequest request, WayBack wayBack) {
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
        List<ComposeContainer> all = c.engine().composeContainers().stream()
                .filter(container ->
                        container.project().equals(resolved.get().project().name()))
                .toList();
        List<ComposeContainer> unknown = all.stream()
                .filter(container -> !resolved.get().model().services().containsKey(container.service()))
                .toList();
        if (unknown.isEmpty()) {
            return StepResult.unchanged(List.of(), "none");
        }
        Set<String> known;
        try {
            known = servicesOfAnyProfile(c);
        } catch (CommandFailed e) {
            // The new release serves; what is left over must not take it back.
            scope.notice("Left alone: " + names(unknown) + ". Compose does not say whether a profile has them.");
            return StepResult.unchanged(List.of(), "not known");
        }
        List<ComposeContainer> orphans = unknown.stream()
                .filter(container -> !known.contains(container.service()))
                .toList();
        List<ComposeContainer> ours = orphans.stream()
                .filter(container -> isOurs(container, c.directory()))
                .toList();
        List<ComposeContainer> others = new ArrayList<>(orphans);
        others.removeAll(ours);
        if (!others.isEmpty()) {
            scope.notice(names(others) + ": not in the compose files, but not started by this tool either, so left"
                    + " alone.");
        }
        return remove(c, ours, scope);
    }

    private Set<String> servicesOfAnyProfile(Connection c) {
        ComposeProject source = request.composeProject(
                c.directory().source(), EnvironmentFile.of(request, c).path());
        List<String> profiles = c.host().run(ComposeCommands.profiles(source));
        return Set.copyOf(c.host().run(ComposeCommands.services(source.withProfiles(profiles))));
    }

    static boolean isOurs(ComposeContainer container, StateDirectory directory) {
        return StateDirectory.thatStarted(container.configFiles(), container.workingDirectory())
                .filter(directory.path()::equals)
                .isPresent();
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
            scope.notice("Could not remove " + names(ours) + ": " + String.join(" ", e.lastLines()));
            return StepResult.unchanged(List.of(), "could not be removed: " + String.join(", ", services));
        }
    }

    private static String names(List<ComposeContainer> containers) {
        return containers.stream().map(ComposeContainer::name).sorted().collect(Collectors.joining(", "));
    }
}
