package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ComposeProject;
import io.deploytodev.host.FileCommands;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A Compose project in which every file is merged and every variable set.
 *
 * @param project read from the resolved model on the host
 * @param hashes service to Compose's hash of its configuration
 * @param hashesByHand the same as {@code docker compose up} by hand would make them; empty but after an adoption
 * @param infrastructure names of the services that come first
 * @param selected names of the services that this deploy is about
 * @param leaving services that the project does not have any more, whose containers this deploy will remove
 */
record ResolvedProject(
        ComposeProject project,
        ComposeModel model,
        Map<String, String> hashes,
        Map<String, String> hashesByHand,
        Set<String> infrastructure,
        Set<String> selected,
        Set<String> leaving) {

    ResolvedProject {
        hashes = Map.copyOf(hashes);
        hashesByHand = Map.copyOf(hashesByHand);
        infrastructure = Set.copyOf(infrastructure);
        selected = Set.copyOf(selected);
        leaving = Set.copyOf(leaving);
    }

    ResolvedProject(
            ComposeProject project,
            ComposeModel model,
            Map<String, String> hashes,
            Set<String> infrastructure,
            Set<String> selected) {
        this(project, model, hashes, Map.of(), infrastructure, selected, Set.of());
    }

    /** The same, once Compose has said what it calls each definition. */
    ResolvedProject with(Map<String, String> nowHashes, Map<String, String> nowByHand, Set<String> nowLeaving) {
        return new ResolvedProject(project, model, nowHashes, nowByHand, infrastructure, selected, nowLeaving);
    }

    /** The same project with these images instead of builds, written to a file of the host for Compose to read. */
    ResolvedProject running(BuiltImages images, String file, Connection c) {
        ComposeModel withImages = model.withImages(images.references());
        ComposeProject written = project.resolvedTo(file);
        String json = withImages.toJson();
        Map<String, String> newHashes = c.host()
                .run(FileCommands.writeThen(
                        file, json, c.directory().sharing(), RememberedHashes.of(c, written, json)));
        return new ResolvedProject(written, withImages, newHashes, hashesByHand, infrastructure, selected, leaving);
    }

    /** The backend services to roll out: those selected, and the one-shots that they wait for. */
    Set<String> backend() {
        Set<String> backend = new TreeSet<>(selected);
        model.dependenciesOf(selected).stream().filter(model::isOneShot).forEach(backend::add);
        backend.removeAll(infrastructure);
        return backend;
    }

    /** The infrastructure that must answer: what is selected, and what the selected services depend on. */
    Set<String> neededInfrastructure() {
        Set<String> needed = new TreeSet<>(model.dependenciesOf(selected));
        needed.addAll(selected);
        needed.retainAll(infrastructure);
        return needed;
    }
}
