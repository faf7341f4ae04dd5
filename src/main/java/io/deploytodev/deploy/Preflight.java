package io.deploytodev.deploy;

import io.deploytodev.checks.Dockerfiles;
import io.deploytodev.checks.FreePorts;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.PortHolder;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.sync.TreeComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What would stop the deploy later, found while nothing has been built or replaced. */
final class Preflight {

    private final Connection connection;
    private final ResolvedProject resolved;
    private final DeployRequest.Build build;
    private final TreeComparison tree;
    private final Supplier<List<PortHolder>> held;

    /** @param tree what the host will have to build from */
    Preflight(Connection connection, ResolvedProject resolved, DeployRequest.Build build, TreeComparison tree) {
        this(connection, resolved, build, tree, () -> connection.engine().publishedPorts());
    }

    /** @param held the ports that somebody has */
    Preflight(
            Connection connection,
            ResolvedProject resolved,
            DeployRequest.Build build,
            TreeComparison tree,
            Supplier<List<PortHolder>> held) {
        this.held = held;
        this.tree = tree;
        this.connection = connection;
        this.resolved = resolved;
        this.build = build;
    }

    /** @throws DeployFailure that names what is in the way */
    void check() {
        Set<String> services = services();
        Stream.<Supplier<List<DeployFailure>>>of(() -> dockerfiles(services), () -> ports(services))
                .flatMap(each -> each.get().stream())
                .findFirst()
                .ifPresent(failure -> {
                    throw failure;
                });
    }

    /** What a deploy touches. */
    Set<String> services() {
        Set<String> services = new TreeSet<>(resolved.backend());
        services.addAll(resolved.neededInfrastructure());
        return services;
    }

    /** The Dockerfiles of these services that are not there. */
    List<DeployFailure> dockerfiles(Set<String> services) {
        Map<String, String> files = Dockerfiles.of(resolved.model(), services);
        if (files.isEmpty() || build == DeployRequest.Build.NEVER) {
            return List.of();
        }
        List<String> missing = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (String file : files.keySet()) {
            switch (tree.outlook(file).kind()) {
                case FILE -> {}
                case DIRECTORY, ABSENT -> missing.add(file);
                case ASK_HOST -> open.add(file);
            }
        }
        if (!open.isEmpty()) {
            missing.addAll(connection.host().run(Dockerfiles.missing(open)));
        }
        return missing.stream()
                .map(file -> Dockerfiles.failure(
                        file,
                        files.getOrDefault(file, ""),
                        connection.directory().source()))
                .toList();
    }

    /** The ports of these services that somebody else has. */
    List<DeployFailure> ports(Set<String> services) {
        var wanted = resolved.model().publishedPorts().stream()
                .filter(port -> services.contains(port.service()))
                .toList();
        if (wanted.isEmpty()) {
            return List.of();
        }
        Set<String> mine = new TreeSet<>(resolved.model().services().keySet());
        mine.addAll(resolved.leaving()); // they make way
        return new FreePorts(
                        connection.host().name(),
                        resolved.project().name(),
                        mine,
                        held.get(),
                        connection.facts().resources().listeners())
                .taken(wanted);
    }
}
