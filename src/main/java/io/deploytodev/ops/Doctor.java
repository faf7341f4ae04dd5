package io.deploytodev.ops;

import io.deploytodev.checks.Catalog;
import io.deploytodev.checks.ClockSkew;
import io.deploytodev.checks.Diagnosis;
import io.deploytodev.checks.Finding;
import io.deploytodev.checks.HereFacts;
import io.deploytodev.checks.HostState;
import io.deploytodev.checks.HostVitals;
import io.deploytodev.checks.OwnRule;
import io.deploytodev.checks.ProjectExamination;
import io.deploytodev.checks.ProjectFacts;
import io.deploytodev.connection.Connect;
import io.deploytodev.connection.Connection;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.docker.EngineFacts;
import io.deploytodev.docker.HostFacts;
import io.deploytodev.docker.HostRequirements;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.Daemon;
import io.deploytodev.host.Host;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.host.ReconnectingHost;
import io.deploytodev.host.SshTarget;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.LockNote;
import io.deploytodev.release.LockStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Looks at all that could make a deploy fail, side by side, before any lock; changes nothing. */
public final class Doctor {

    private static final EngineFacts UNKNOWN = new EngineFacts("", "", "");

    private final SshAccess access;
    private final Whom whom;
    private final Optional<ProjectDoctor> project;
    private final Clock clock;

    /** @param project empty where there is no configuration: then the host alone is looked at */
    public Doctor(SshAccess access, Whom whom, Optional<ProjectDoctor> project, Clock clock) {
        this.access = access;
        this.whom = whom;
        this.project = project;
        this.clock = clock;
    }

    /** All that is found. */
    public Diagnosis examine() {
        Patient patient = new Patient();
        CompletableFuture<Optional<HereFacts>> here = beside("look here", this::here);
        try (Connection c = connect()) {
            patient.isWell(OwnRule.CONNECTION);
            patient.isWell(OwnRule.DOCKER);
            there(c, patient);
        } catch (DeployFailure e) {
            away(e, patient);
        }
        if (project.isPresent()) {
            patient.look(Catalog.ofHere(), joined(here), "it could not be read");
        }
        return patient.diagnosis(project.map(ProjectDoctor::mask).orElse(UnaryOperator.identity()));
    }

    private Connection connect() {
        try {
            return new Connect(access, whom)
                    .run(new StepScope("connect", event -> {}, clock))
                    .value();
        } catch (HostUnreachable | IOException e) {
            throw lost(e);
        }
    }

    private DeployFailure lost(Exception e) {
        return new DeployFailure(
                FailureKind.CONNECT,
                "The connection to " + whom.host().name() + " was lost.",
                String.valueOf(e.getMessage()),
                "Try again when the host answers.",
                List.of(),
                e);
    }

    private void there(Connection c, Patient patient) {
        try {
            CompletableFuture<Optional<ProjectExamination>> examined = beside(
                    "look at the project",
                    () -> project.map(each -> each.there().apply(c)));
            CompletableFuture<EngineFacts> engine =
                    beside("look at the engine", () -> c.engine().facts());
            CompletableFuture<LockStatus> lock =
                    beside("look at the lock", () -> c.host().run(LockStatus.ask(c.directory())));
            HostState state = state(c.host(), c.facts(), joined(engine));
            Optional<ProjectExamination> examination = joined(examined);
            HostState complete = new HostState(
                    state.name(),
                    state.facts(),
                    state.vitals(),
                    state.engine(),
                    state.ahead(),
                    joined(lock).note().map(LockNote::inFull),
                    examination
                            .flatMap(ProjectExamination::facts)
                            .map(ProjectFacts::builds)
                            .orElse(true));
            patient.look(Catalog.ofHost(), Optional.of(complete), "");
            examination.ifPresent(found -> {
                String otherwise = "the compose files could not be read";
                patient.add(found, otherwise);
                patient.look(Catalog.ofProject(), found.facts().map(facts -> facts.on(complete)), otherwise);
            });
        } catch (HostUnreachable e) {
            throw lost(e);
        }
    }

    /** What can be said all the same: of the host, if it lets in at all, and of what lies here. */
    private void away(DeployFailure failure, Patient patient) {
        boolean letsIn = failure.kind() != FailureKind.CONNECT;
        Optional<HostState> state = letsIn ? withoutEngine(failure, patient) : Optional.empty();
        if (!letsIn) {
            patient.found(Finding.stops(OwnRule.CONNECTION.id(), failure));
            patient.notLooked(OwnRule.DOCKER, "the host could not be reached");
        }
        String otherwise = letsIn ? "Docker on the host could not be asked" : "the host could not be reached";
        patient.look(Catalog.ofHost(), state, otherwise);
        project.ifPresent(each -> {
            ProjectExamination examination = each.here().get();
            patient.add(examination, otherwise);
            patient.look(Catalog.ofProject(), examination.facts(), otherwise);
        });
    }

    private Optional<HostState> withoutEngine(DeployFailure failure, Patient patient) {
        SshTarget target = access.target(whom.host());
        try (Host host = access.connect(target, Duration.ZERO, ReconnectingHost.LinkListener.NONE)) {
            HostFacts facts = host.run(HostFacts.ask());
            patient.isWell(OwnRule.CONNECTION);
            List<DeployFailure> unmet = HostRequirements.allUnmet(target.name(), facts);
            OwnRule rule = unmet.isEmpty() ? OwnRule.STATE : OwnRule.DOCKER;
            (unmet.isEmpty() ? List.of(failure) : unmet)
                    .forEach(each -> patient.found(Remedies.ofHost(Finding.stops(rule.id(), each), facts)));
            return Optional.of(state(host, facts, UNKNOWN));
        } catch (DeployFailure | CommandFailed | HostUnreachable e) {
            patient.found(Finding.stops(OwnRule.DOCKER.id(), failure));
            return Optional.empty();
        }
    }

    private HostState state(Host host, HostFacts facts, EngineFacts engine) {
        Instant before = clock.instant();
        HostVitals vitals = host.run(HostVitals.ask());
        Instant after = clock.instant();
        return new HostState(
                host.name(),
                facts,
                vitals,
                engine,
                vitals.time()
                        .map(time -> ClockSkew.between(before, time, after))
                        .orElse(Duration.ZERO),
                Optional.empty(),
                true);
    }

    private Optional<HereFacts> here() {
        return whom.config().map(config -> new LookHere(config, whom.host(), keys()).facts());
    }

    private List<Path> keys() {
        try {
            return access.target(whom.host()).identities();
        } catch (DeployFailure e) {
            return List.of(); // the connection says what is wrong with it
        }
    }

    private static <T> CompletableFuture<T> beside(String name, Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, body -> Daemon.start(name, body));
    }

    private static <T> T joined(CompletableFuture<T> work) {
        try {
            return work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
