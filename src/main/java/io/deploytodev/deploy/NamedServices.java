package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.NearestName;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.serving.InfrastructureGuess;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The services that a configuration names, as far as the compose files have them. */
final class NamedServices {

    private NamedServices() {}

    /**
     * The services that come first: those that the configuration names, else such as are known by their images.
     *
     * @throws DeployFailure of kind CONFIG when the configuration names others than there are
     */
    static Set<String> infrastructure(DeployConfig config, ComposeModel model) {
        Set<String> infrastructure =
                config.infrastructure().map(Set::copyOf).orElseGet(() -> InfrastructureGuess.of(model));
        Set<String> unknown = new TreeSet<>(infrastructure);
        unknown.removeAll(model.services().keySet());
        config.readiness().stream()
                .filter(rule -> model.services().keySet().stream().noneMatch(rule::fits))
                .forEach(rule -> unknown.add(rule.service()));
        if (!unknown.isEmpty()) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    config.file() + " names services that the compose files do not have: " + String.join(", ", unknown)
                            + ".",
                    "The services are: " + String.join(", ", model.services().keySet()) + ".",
                    meant(unknown, model) + "Correct infrastructure and readiness in " + config.file() + ".");
        }
        return infrastructure;
    }

    private static String meant(Set<String> unknown, ComposeModel model) {
        return unknown.stream()
                .flatMap(name -> NearestName.of(name, model.services().keySet()).stream()
                        .map(nearest -> "For " + name + ", did you mean " + nearest + "? "))
                .collect(Collectors.joining());
    }
}
