package io.deploytodev.init;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.init.SketchedService.Port;
import io.deploytodev.serving.InfrastructureGuess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a stranger's project tells of how it is to be deployed.
 *
 * @param root the directory that the project begins at; every path is relative to it
 * @param compose its compose files
 * @param isSpread whether these lie in a folder and use what lies outside it
 * @param services in the order of the compose files
 * @param infrastructure those that start first, known by their images
 * @param environment where variables come from
 * @param gateway the service that users open first
 * @param health the path that it is asked at
 * @param wanted variables that the compose files cannot do without
 * @param types services that are of a type without being called so
 */
public record ProjectSurvey(
        Path root,
        ComposeSearch.Found compose,
        boolean isSpread,
        List<SketchedService> services,
        List<String> infrastructure,
        Optional<EnvironmentGuess> environment,
        Optional<GatewayGuess> gateway,
        Optional<HealthGuess> health,
        Set<String> wanted,
        Map<String, List<String>> types) {

    public ProjectSurvey {
        services = List.copyOf(services);
        infrastructure = List.copyOf(infrastructure);
        wanted = Set.copyOf(wanted);
        types = Map.copyOf(types);
    }

    /**
     * Looks at the project that a directory belongs to.
     *
     * @throws DeployFailure of kind CONFIG when it has no compose file
     */
    public static ProjectSurvey of(Path start) {
        ComposeSearch.Found found = ComposeSearch.from(start);
        Path root = found.project();
        Path directory = found.directory();
        ComposeSketch first = ComposeSketch.of(root, directory, found.files(), Map.of());
        Optional<EnvironmentGuess> environment = EnvironmentGuess.of(root, directory, first.services());
        Map<String, String> variables =
                environment.map(guess -> guess.variables(root)).orElse(Map.of());
        ComposeSketch sketch = ComposeSketch.of(root, directory, found.files(), variables);
        // An image that a variable names is known by what stands in the file.
        List<String> infrastructure = first.services().stream()
                .filter(ProjectSurvey::isInfrastructure)
                .map(SketchedService::name)
                .toList();
        List<SketchedService> backend = sketch.services().stream()
                .filter(service -> !infrastructure.contains(service.name()))
                .toList();
        Optional<GatewayGuess> gateway = GatewayGuess.among(backend);
        return new ProjectSurvey(
                root,
                found,
                !root.equals(directory) && sketch.leaves(SourceText.shown(root, directory)),
                sketch.services(),
                infrastructure,
                environment,
                gateway,
                gateway.flatMap(guess -> HealthGuess.of(root, guess)),
                sketch.wanted(),
                TypeGuess.of(root, backend));
    }

    /** The same with the gateway that the user named. */
    public ProjectSurvey withGateway(String name) {
        Optional<GatewayGuess> other = gateway.flatMap(guess -> guess.others().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .map(guess::chosen));
        return other.isEmpty()
                ? this
                : new ProjectSurvey(
                        root,
                        compose,
                        isSpread,
                        services,
                        infrastructure,
                        environment,
                        other,
                        HealthGuess.of(root, other.get()),
                        wanted,
                        types);
    }

    /** The same with the path that the user named. */
    public ProjectSurvey withHealth(String path) {
        return new ProjectSurvey(
                root,
                compose,
                isSpread,
                services,
                infrastructure,
                environment,
                gateway,
                Optional.of(new HealthGuess(path, "you said so", Finding.Sureness.SURE)),
                wanted,
                types);
    }

    /** The port to ask, where a deploy would not find it by itself: it does when only one is published. */
    Optional<Integer> portToName() {
        long open = services.stream()
                .filter(service -> !infrastructure.contains(service.name())
                        && service.profiles().isEmpty())
                .flatMap(service -> service.ports().stream())
                .filter(Port::isOpen)
                .map(Port::published)
                .distinct()
                .count();
        return open > 1 ? gateway.map(guess -> guess.port().published()) : Optional.empty();
    }

    private static boolean isInfrastructure(SketchedService service) {
        return service.build().isEmpty()
                && service.profiles().isEmpty()
                && InfrastructureGuess.isWellKnown(service.image().orElse(""), service.entrypoint(), service.command());
    }
}
