package io.deploytodev.deploy;

import io.deploytodev.checks.Dockerfiles;
import io.deploytodev.checks.FreePorts;
import io.deploytodev.connection.Connection;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.sync.TreeComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What would stop the deploy later, found while nothing has been built or replaced. */
final class Preflight {

    private final Connection connection;
    private final ResolvedProject resolved;
    private final DeployRequest.Build build;
    private final TreeComparison tree;

    /** @param tree what the host will have to build from */
    Preflight(Connection connection, ResolvedProject resolved, DeployRequest.Build build, TreeComparison tree) {
        this.tree = tree;
        this.connection = connection;
        this.resolved = resolved;
        this.build = build;
    }

    /** @throws DeployFailure that names what is in the way */
    void check() {
        Set<String> services = new TreeSet<>(resolved.backend());
        services.addAll(resolved.neededInfrastructure());
        checkDockerfiles(services);
        checkPorts(services);
    }

    private void checkDockerfiles(Set<String> services) {
        Map<String, String> files = Dockerfiles.of(resolved.model(), services);
        if (files.isEmpty() || build == DeployRequest.Build.NEVER) {
            return;
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
        missing.stream().findFirst().ifPresent(file -> {
            throw Dockerfiles.failure(
                    file, files.getOrDefault(file, ""), connection.directory().source());
        });
    }

    private void checkPorts(Set<String> services) {
        var wanted = resolved.model().publishedPorts().stream()
                .filter(port -> services.contains(port.service()))
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        Set<String> mine = new TreeSet<>(resolved.model().services().keySet());
        mine.addAll(resolved.leaving()); // they make way
        new FreePorts(
                        connection.host().name(),
                        resolved.project().name(),
                        mine,
                        connection.engine().publishedPorts(),
                        connection.facts().resources().listeners())
                .taken(wanted)
                .ifPresent(failure -> {
                    throw failure;
                });
    }
}
