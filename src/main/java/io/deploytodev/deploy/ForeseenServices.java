package io.deploytodev.deploy;

import io.deploytodev.checks.CheckCommand;
import io.deploytodev.checks.Dockerfile;
import io.deploytodev.checks.ProjectFacts;
import io.deploytodev.checks.ServiceView;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.Health;
import io.deploytodev.docker.BuildSection;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ComposeService;
import io.deploytodev.docker.Engine;
import io.deploytodev.docker.ImageFacts;
import io.deploytodev.docker.PublishedPort;
import io.deploytodev.docker.ServiceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Puts together what is known of each service of a model before it runs. */
final class ForeseenServices {

    private final DeployConfig config;
    private final ComposeModel model;
    private final Function<String, Optional<String>> dockerfiles;
    private final Optional<Engine> engine;
    private final Map<String, String> built;
    private final Predicate<String> asked;
    private final Predicate<String> loggedIn;

    /**
     * @param dockerfiles the text of a Dockerfile, by its path on the host
     * @param engine empty when it cannot be asked
     * @param built service to the image that was built for it last
     * @param asked whether a service is asked in another way than by its healthcheck
     * @param loggedIn whether a registry that asks for a login hands an image out to the account on the host
     */
    ForeseenServices(
            DeployConfig config,
            ComposeModel model,
            Function<String, Optional<String>> dockerfiles,
            Optional<Engine> engine,
            Map<String, String> built,
            Predicate<String> asked,
            Predicate<String> loggedIn) {
        this.config = config;
        this.model = model;
        this.dockerfiles = dockerfiles;
        this.engine = engine;
        this.built = Map.copyOf(built);
        this.asked = asked;
        this.loggedIn = loggedIn;
    }

    ProjectFacts facts() {
        List<ServiceView> views = new ArrayList<>();
        for (ComposeService service : model.services().values()) {
            views.add(view(service));
        }
        return new ProjectFacts(
                views,
                Optional.empty(),
                engine.map(each -> new RegistrySearch(each::askRegistry, loggedIn).unanswered(needed(views, each)))
                        .orElse(Map.of()),
                model.publishedPorts().stream()
                        .filter(PublishedPort::isOpenToOthers)
                        .map(PublishedPort::service)
                        .collect(Collectors.toSet()),
                config.health()
                        .filter(health -> health.url().isEmpty())
                        .map(Health::port)
                        .orElse(OptionalInt.empty()),
                model.publishedPorts().stream().map(PublishedPort::number).collect(Collectors.toSet()));
    }

    private ServiceView view(ComposeService service) {
        Optional<Dockerfile> dockerfile =
                service.build().map(BuildSection::parse).flatMap(this::dockerfile);
        Optional<ImageFacts> image = engine.flatMap(each -> reference(service).flatMap(each::image));
        ServiceView view = new ServiceView(
                service,
                ServiceSettings.of(model, service.name()),
                dockerfile,
                image,
                Map.of(),
                model.mayEnd(service.name()),
                asked.test(service.name()));
        Set<String> programs = new CheckCommand(view.healthcheck()).programs();
        return engine.isEmpty() || image.isEmpty()
                ? view
                : view.with(engine.get().programs(image.get(), programs));
    }

    private Optional<Dockerfile> dockerfile(BuildSection build) {
        return build.inline()
                .or(() -> build.file().flatMap(dockerfiles))
                .map(text -> Dockerfile.parse(text, build.target(), build.arguments()));
    }

    private Optional<String> reference(ComposeService service) {
        return service.build().isEmpty()
                ? service.image()
                : Optional.ofNullable(built.get(service.name()))
                        .or(service::image)
                        .or(() -> Optional.of(config.project() + "-" + service.name()));
    }

    /** The images that have to come from somewhere, and are not there. */
    private static Set<String> needed(List<ServiceView> views, Engine engine) {
        Set<String> needed = new TreeSet<>();
        for (ServiceView view : views) {
            if (view.service().build().isEmpty()) {
                view.service().image().filter(name -> view.image().isEmpty()).ifPresent(needed::add);
            } else {
                view.dockerfile().stream()
                        .flatMap(file -> file.pulled().stream())
                        .filter(name -> engine.imageId(name).isEmpty())
                        .forEach(needed::add);
            }
        }
        return needed;
    }
}
