package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ComposeProject;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.FileCommands;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.rollout.Recreate;
import io.deploytodev.secret.Secrets;
import io.deploytodev.serving.HealthAddress;
import io.deploytodev.serving.HealthCheck;
import io.deploytodev.serving.Served;
import io.deploytodev.serving.ServiceProbes;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A project as it runs, for those who change that: which of its services are meant, and whether they are ready again. */
final class Running {

    private final Served served;
    private final ComposeModel model;
    private final Set<String> infrastructure;
    private final ServiceProbes probes;

    private Running(Served served, ComposeModel model, Set<String> infrastructure, ServiceProbes probes) {
        this.served = served;
        this.model = model;
        this.infrastructure = Set.copyOf(infrastructure);
        this.probes = probes;
    }

    /**
     * What runs, or would run.
     *
     * @param secrets learns those that messages may quote
     * @throws DeployFailure of kind HOST when there is nothing of the project on the host
     */
    static Running of(Served served, Secrets secrets) {
        Running running = new Running(served, served.model(), served.infrastructure(), served.probes());
        running.teach(secrets);
        return running;
    }

    /** The same, also where there is nothing any more: for who takes away what is left. */
    static Running orNothing(Served served, Secrets secrets) {
        if (served.release().isPresent() || !served.containers().isEmpty()) {
            return of(served, secrets);
        }
        ComposeModel nothing = ComposeModel.parse("{\"services\": {}}");
        return new Running(
                served,
                nothing,
                Set.of(),
                new ServiceProbes(served.connection(), served.project(), nothing, List.of()));
    }

    private void teach(Secrets secrets) {
        Connection c = served.connection();
        secrets.spare(List.of(served.project(), c.host().name()));
        served.teach(
                secrets,
                c.host().run(FileCommands.read(c.directory().environment())).orElse(""));
    }

    Served served() {
        return served;
    }

    ComposeModel model() {
        return model;
    }

    Set<String> infrastructure() {
        return infrastructure;
    }

    /**
     * The services that are meant: those that are named, else what goes on to run of the backend.
     *
     * @param all whether the infrastructure is meant, too, when none is named
     * @throws DeployFailure of kind USAGE when a name is wrong, or of a one-shot
     */
    Set<String> meant(List<String> names, boolean all) {
        if (!names.isEmpty()) {
            Set<String> named = new TreeSet<>(served.services(names));
            named.stream()
                    .filter(model.services()::containsKey)
                    .filter(model::isOneShot)
                    .findFirst()
                    .ifPresent(once -> {
                        throw new DeployFailure(
                                FailureKind.USAGE,
                                once + " runs once, and is not meant to be running.",
                                "Others wait for its end (service_completed_successfully), and what it does is done.",
                                "To run it again: deploy-to-dev deploy --service " + once);
                    });
            return named;
        }
        Set<String> meant = new TreeSet<>(model.services().keySet());
        List<ContainerState> containers = served.containers();
        meant.removeIf(service -> model.isOneShot(service) || isDone(service, containers));
        if (!all) {
            meant.removeAll(infrastructure);
        }
        return meant;
    }

    /** What may end, and has ended well, was no service. */
    private boolean isDone(String service, List<ContainerState> containers) {
        List<ContainerState> own = containers.stream()
                .filter(container -> container.service().equals(service))
                .toList();
        return probes.mayEnd(service)
                && !own.isEmpty()
                && own.stream().allMatch(container -> container.hasEnded() && container.exitCode() == 0);
    }

    /** Those that depend on others after them; what the model does not have, such as what it had before, comes last. */
    List<List<String>> waves(Set<String> services) {
        List<List<String>> waves = new ArrayList<>(model.waves(services));
        List<String> others = services.stream()
                .filter(service -> !model.services().containsKey(service))
                .toList();
        if (!others.isEmpty()) {
            waves.add(others);
        }
        return waves;
    }

    List<ContainerState> containers(Collection<String> services) {
        return served.containers().stream()
                .filter(container -> services.contains(container.service()))
                .toList();
    }

    /** As a failed service counts in a deploy. */
    FailureKind kindOf(Collection<String> wave) {
        return infrastructure.containsAll(wave) ? FailureKind.INFRASTRUCTURE : FailureKind.ROLLOUT;
    }

    /** Whether a service answers right now, asked as a deploy asks it; what the model does not have cannot be asked. */
    boolean answers(String service) {
        return model.services().containsKey(service) && probes.answers(service);
    }

    /**
     * Waits until these answer, as a deploy does.
     *
     * @throws DeployFailure with the evidence of the first that does not
     */
    void awaitReady(List<String> wave, StatusLine status) {
        Connection c = served.connection();
        List<String> known = wave.stream().filter(model.services()::containsKey).toList();
        ComposeProject project =
                new ComposeProject(served.project(), c.directory().source(), List.of(), Optional.empty(), List.of());
        new Recreate(c.host(), c.engine(), project, c.login(), kindOf(wave))
                .awaitReady(
                        probes.of(
                                known,
                                infrastructure.containsAll(wave)
                                        ? served.config().timeouts().infrastructure()
                                        : served.config().timeouts().services()),
                        status);
    }

    /** Asks the health address, if the configuration names one. */
    Optional<URI> verify(String address, StepScope scope) {
        return served.config().health().map(health -> {
            URI url = HealthAddress.of(health, model, infrastructure, address);
            HealthCheck.ask(health, url, served.config().timeouts().health(), scope);
            return url;
        });
    }
}
