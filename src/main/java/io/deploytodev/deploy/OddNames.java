package io.deploytodev.deploy;

import io.deploytodev.docker.ComposeModel;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.List;

/** Names that Compose itself allows, and then takes for options of its own commands. */
final class OddNames {

    private OddNames() {}

    /** @throws DeployFailure of kind CONFIG when a service has such a name */
    static void refuse(ComposeModel model) {
        List<String> odd = model.services().keySet().stream()
                .filter(name -> name.startsWith("-"))
                .toList();
        if (!odd.isEmpty()) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    "A service cannot be called " + String.join(", ", odd) + ".",
                    "Docker Compose would take a name that begins with a dash for an option.",
                    "Give it another name in the compose files.");
        }
    }
}
