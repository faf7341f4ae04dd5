package io.deploytodev.checks;

import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.EngineFacts;
import io.deploytodev.docker.HostFacts;
import io.deploytodev.docker.ImageFacts;
import io.deploytodev.docker.PublishedPort;
import io.deploytodev.docker.ServiceSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Makes facts of projects out of what Compose resolves, for checks to judge. */
final class Projects {

    static final String HEALTHY_VITALS = """
            time=1764000000.000000000
            memoryTotal=8000000
            memoryAvailable=4000000
            swapFree=0
            buildx=github.com/docker/buildx v0.14.0 171fcbe
            buildkit=
            daemon=
            client=
            """;

    private final String services;
    private final Map<String, Dockerfile> dockerfiles = new HashMap<>();
    private final Map<String, ImageFacts> images = new HashMap<>();
    private final Map<String, Map<String, Boolean>> programs = new HashMap<>();
    private final Map<String, String> unanswered = new HashMap<>();
    private Optional<HostState> host = Optional.empty();
    private OptionalInt healthPort = OptionalInt.empty();

    private Projects(String services) {
        this.services = services;
    }

    /** One with these services, in JSON. */
    static Projects of(String services) {
        return new Projects(services);
    }

    Projects built(String service, String dockerfile) {
        dockerfiles.put(service, Dockerfile.parse(dockerfile, Optional.empty(), Map.of()));
        return this;
    }

    Projects image(String service, String user, Integer... exposed) {
        images.put(
                service,
                new ImageFacts("sha256:1", List.of(exposed), Map.of(), List.of(), List.of(), user, List.of(), "amd64"));
        return this;
    }

    Projects program(String service, String program, boolean there) {
        programs.computeIfAbsent(service, each -> new HashMap<>()).put(program, there);
        return this;
    }

    Projects unanswered(String image, String words) {
        unanswered.put(image, words);
        return this;
    }

    Projects on(HostState state) {
        host = Optional.of(state);
        return this;
    }

    Projects healthPort(int port) {
        healthPort = OptionalInt.of(port);
        return this;
    }

    ProjectFacts facts() {
        ComposeModel model = ComposeModel.parse("{\"services\": {" + services + "}}");
        List<ServiceView> views = model.services().values().stream()
                .map(service -> new ServiceView(
                        service,
                        ServiceSettings.of(model, service.name()),
                        Optional.ofNullable(dockerfiles.get(service.name())),
                        Optional.ofNullable(images.get(service.name())),
                        programs.getOrDefault(service.name(), Map.of()),
                        model.mayEnd(service.name()),
                        false))
                .toList();
        return new ProjectFacts(
                views,
                host,
                unanswered,
                model.publishedPorts().stream()
                        .filter(PublishedPort::isOpenToOthers)
                        .map(PublishedPort::service)
                        .collect(Collectors.toSet()),
                healthPort,
                model.publishedPorts().stream().map(PublishedPort::number).collect(Collectors.toSet()));
    }

    /** A host whose vitals are as it says itself. */
    static HostState host(String vitals) {
        return host(vitals, Duration.ZERO, Optional.empty());
    }

    static HostState host(String vitals, Duration ahead, Optional<String> lockHolder) {
        HostFacts facts = HostFacts.ask()
                .parser()
                .parse(new io.deploytodev.host.CommandResult(
                        0, "home=/home/deploy\nuser=deploy\n".getBytes(java.nio.charset.StandardCharsets.UTF_8), ""));
        return new HostState(
                "dev",
                facts,
                HostVitals.parse(vitals),
                new EngineFacts("/var/lib/docker", "json-file", "x86_64"),
                ahead,
                lockHolder,
                true);
    }
}
