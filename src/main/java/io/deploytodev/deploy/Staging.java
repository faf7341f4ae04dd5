package io.deploytodev.deploy;

import io.deploytodev.config.NamedFiles;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeCommands;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ComposeProject;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.sync.StagedTree;
import io.deploytodev.sync.TreeComparison;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Asks Compose about a project whose files are still on their way to the host. */
final class Staging {

    private static final int NAME_LENGTH = 8;

    private final DeployRequest request;
    private final Connection connection;
    private final EnvironmentFile environment;
    private volatile StagedTree tree;

    private Staging(DeployRequest request, Connection connection, EnvironmentFile environment, StagedTree tree) {
        this.request = request;
        this.connection = connection;
        this.environment = environment;
        this.tree = tree;
    }

    static Staging of(DeployRequest request, Connection c, EnvironmentFile environment, TreeComparison compared) {
        Path root = request.config().source().root();
        String source = c.directory().source() + "/";
        StagedTree.Place place = new StagedTree.Place(
                c.directory().path(),
                "scratch." + UUID.randomUUID().toString().substring(0, NAME_LENGTH),
                c.directory().sharing(),
                environment.pushed(),
                environment.alias().map(link -> link.substring(source.length())));
        Set<String> named = compared.delta().isEmpty()
                ? Set.of()
                : NamedFiles.in(
                        root,
                        request.config().compose().files(),
                        environment.content().get());
        return new Staging(request, c, environment, StagedTree.of(c.host(), place, compared, root, named));
    }

    /** Where commands find the tree as it will be. */
    StagedTree tree() {
        return tree;
    }

    /** Puts an empty file where nothing would be; answers whether that makes a difference. */
    boolean standIn(String place) {
        Optional<StagedTree> more = tree.withEmpty(place);
        more.ifPresent(other -> tree = other);
        return more.isPresent();
    }

    /** The project's own files there. */
    ComposeProject project() {
        return request.composeProject(tree.tree(), envFile());
    }

    /**
     * The project as Compose resolves it.
     *
     * @throws CommandFailed when Compose cannot read it
     */
    ComposeModel read(ComposeWarnings warnings) {
        while (true) {
            try {
                return tree.run(ComposeCommands.config(project()), (stream, line) -> warnings.line(line));
            } catch (CommandFailed e) {
                // Something that the files name in a way that only Compose understands.
                tree = tree.withThoseOf(e.stderr()).orElseThrow(() -> e);
            }
        }
    }

    /** Compose's hash of each service of a resolved model. */
    Map<String, String> hashes(ComposeModel model) {
        String json = model.toJson();
        ComposeProject project = new ComposeProject(
                request.config().project(), tree.tree(), List.of(tree.model()), envFile(), List.of());
        // To stage what is known already would take longer than to look it up.
        return connection
                .host()
                .run(RememberedHashes.of(
                        connection,
                        tree.withModel(json).around(ComposeCommands.hashes(project)),
                        project.name(),
                        json));
    }

    /** The services that the project's files have, whichever profiles are switched on. */
    Set<String> servicesOfAnyProfile() {
        List<String> profiles = tree.run(ComposeCommands.profiles(project()));
        return Set.copyOf(tree.run(ComposeCommands.services(project().withProfiles(profiles))));
    }

    private Optional<String> envFile() {
        return environment.pushed().isPresent() ? Optional.of(tree.environment()) : environment.path();
    }
}
