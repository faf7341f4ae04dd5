package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ContainerCommands;
import io.deploytodev.docker.PortHolder;
import io.deploytodev.docker.PublishedPort;
import io.deploytodev.pipeline.StepScope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Services that take over the ports of such as the project does not have any more: a renamed one, most of all. Two cannot
 * have one port, so the old container goes right before the new one comes; if the deploy fails, the return to the release
 * before brings it back.
 */
final class Succession {

    private final Connection connection;
    private final ResolvedProject resolved;
    private final WayBack wayBack;

    Succession(Connection connection, ResolvedProject resolved, WayBack wayBack) {
        this.connection = connection;
        this.resolved = resolved;
        this.wayBack = wayBack;
    }

    /**
     * The services that the project does not have any more, and whose containers may make way.
     *
     * @param ofAnyProfile the services that the files have, whatever is switched on; asked only when there is a doubt
     */
    static Set<String> leaving(Connection c, String project, ComposeModel model, Supplier<Set<String>> ofAnyProfile) {
        Set<String> leaving = new TreeSet<>();
        if (model.publishedPorts().isEmpty()) {
            return leaving; // and there is nothing to take over
        }
        Orphans.without(model, c, project).stream()
                .filter(container -> Orphans.isOurs(container, c.directory()))
                .forEach(container -> leaving.add(container.service()));
        if (!leaving.isEmpty()) {
            leaving.removeAll(ofAnyProfile.get());
        }
        return leaving;
    }

    /** Removes what is in the way of these services, which are about to be started. */
    void makeWayFor(String step, Collection<String> services, StepScope scope) {
        Set<Integer> wanted = resolved.model().publishedPorts().stream()
                .filter(port -> services.contains(port.service()))
                .map(PublishedPort::number)
                .collect(Collectors.toSet());
        if (wanted.isEmpty() || resolved.leaving().isEmpty()) {
            return;
        }
        Set<String> names = connection.engine().publishedPorts().stream()
                .filter(holder -> wanted.contains(holder.port()) && isLeaving(holder))
                .map(PortHolder::container)
                .collect(Collectors.toSet());
        List<ComposeContainer> old = connection.engine().composeContainers().stream()
                .filter(container ->
                        names.contains(container.name()) && Orphans.isOurs(container, connection.directory()))
                .toList();
        if (old.isEmpty()) {
            return;
        }
        List<String> left =
                old.stream().map(ComposeContainer::service).distinct().sorted().toList();
        wayBack.touches(step, left);
        scope.notice(Names.few(left)
                + (left.size() == 1
                        ? " is not in the compose files any more, and makes way for "
                        : " are not in the compose files any more, and make way for ")
                + Names.few(List.copyOf(services))
                + ".");
        connection
                .host()
                .run(ContainerCommands.remove(
                        old.stream().map(ComposeContainer::id).toList()));
    }

    private boolean isLeaving(PortHolder holder) {
        return holder.project().equals(Optional.of(resolved.project().name()))
                && holder.service().filter(resolved.leaving()::contains).isPresent();
    }
}
