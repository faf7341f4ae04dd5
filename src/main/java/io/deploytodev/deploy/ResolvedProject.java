package io.deploytodev.deploy;

import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ComposeProject;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A Compose project in which every file is merged and every variable set.
 *
 * @param project read from the resolved model on the host
 * @param hashes service to Compose's hash of its configuration
 * @param infrastructure names of the services that come first
 */
record ResolvedProject(
        ComposeProject project, ComposeModel model, Map<String, String> hashes, Set<String> infrastructure) {

    ResolvedProject {
        hashes = Map.copyOf(hashes);
        infrastructure = Set.copyOf(infrastructure);
    }

    /** Every service that is not infrastructure. */
    Set<String> backend() {
        Set<String> backend = new TreeSet<>(model.services().keySet());
        backend.removeAll(infrastructure);
        return backend;
    }
}
