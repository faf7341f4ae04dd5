package io.deploytodev.deploy;

import io.deploytodev.checks.Finding;
import io.deploytodev.checks.OwnRule;
import io.deploytodev.checks.ProjectExamination;
import io.deploytodev.checks.ProjectFacts;
import io.deploytodev.checks.Remedy;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.config.ReadinessRule;
import io.deploytodev.connection.Connection;
import io.deploytodev.deploy.ForeseenModel.Read;
import io.deploytodev.deploy.ScanSource.Scanned;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ImageCommands;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.Amount;
import io.deploytodev.host.FileCommands;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.readiness.ProbeSpec;
import io.deploytodev.release.CleanUp;
import io.deploytodev.release.Cleaning;
import io.deploytodev.release.Release;
import io.deploytodev.secret.ProjectSecrets;
import io.deploytodev.secret.Secrets;
import io.deploytodev.serving.HealthAddress;
import io.deploytodev.serving.InfrastructureGuess;
import io.deploytodev.serving.ServiceProbes;
import io.deploytodev.sync.TreeComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a project as a deploy would before it changes anything, by the same rules; but where a deploy stops at the first
 * thing that is wrong, this goes on and finds the next. Leaves nothing on the host.
 */
public final class ProjectCheckup {

    private final DeployRequest request;
    private final DeployConfig config;
    private final Secrets secrets;
    private final Clock clock;

    /** @param environment the process's own, which may hold secrets */
    public ProjectCheckup(
            DeployConfig config, HostEntry host, String who, Map<String, String> environment, Clock clock) {
        this.request = DeployRequest.everything(config, host, who);
        this.config = config;
        this.secrets = Secrets.knownHere(config, host, environment);
        secrets.spare(List.of(config.project(), host.name()));
        this.clock = clock;
    }

    /** A text as anybody may read it, by all that was learned until now. */
    public String mask(String text) {
        return secrets.mask(text);
    }

    /** What can be said without the host. */
    public ProjectExamination here() {
        OwnRules rules = new OwnRules();
        rules.holds(OwnRule.WORKSTATION_FILES, () -> new WorkstationFiles(config, request.host()).check(true));
        rules.ask(OwnRule.SOURCE, this::scan);
        Optional<ComposeModel> model = new LocalModel(request, rules).read();
        model.ifPresent(found -> ask(rules, found));
        return new ProjectExamination(rules.findings(), rules.looked(), model.map(found -> new ForeseenServices(
                        config,
                        found,
                        ProjectCheckup::text,
                        Optional.empty(),
                        Map.of(),
                        service -> true,
                        image -> false)
                .facts()));
    }

    /** What a deploy over this connection would meet. */
    public ProjectExamination on(Connection c) {
        OwnRules rules = new OwnRules();
        rules.holds(OwnRule.WORKSTATION_FILES, () -> new WorkstationFiles(config, request.host()).check(true));
        Optional<Scanned> scanned = rules.ask(OwnRule.SOURCE, this::scan);
        Optional<Begun> begun = rules.ask(OwnRule.STATE, () -> value(new ObserveRelease(ref(c), config.project())));
        Optional<TreeComparison> compared = scanned.flatMap(found -> rules.ask(
                OwnRule.SOURCE, () -> value(new CompareTree(ref(c), found::manifest, request.source(), true, false))));
        if (compared.isEmpty()) {
            return new ProjectExamination(rules.findings(), rules.looked(), Optional.empty());
        }
        Optional<Release> previous = begun.flatMap(Begun::previous);
        boolean builds = !compared.get().delta().isEmpty() || previous.isEmpty();
        rules.ask(OwnRule.DISK, () -> room(c, compared.get(), previous, builds))
                .flatMap(found -> found)
                .ifPresent(rules::add);
        Optional<ProjectFacts> facts = new ForeseenModel(request, c, compared.get(), rules)
                .read(environment(c, rules))
                .map(read -> facts(c, read, compared.get(), previous, rules));
        return new ProjectExamination(rules.findings(), rules.looked(), facts);
    }

    private Scanned scan() {
        return value(new ScanSource(request.source(), request));
    }

    private EnvironmentFile environment(Connection c, OwnRules rules) {
        return rules.ask(OwnRule.ENVIRONMENT_FILE, () -> {
                    EnvironmentFile file = EnvironmentFile.of(request, c);
                    secrets.learnFile(file.content().get());
                    return file;
                })
                .orElseGet(() -> EnvironmentFile.none(c));
    }

    private ProjectFacts facts(
            Connection c, Read read, TreeComparison compared, Optional<Release> previous, OwnRules rules) {
        ComposeModel model = read.model();
        secrets.spare(model.services().keySet());
        ProjectSecrets.teach(
                secrets,
                model,
                read.environment().content().get(),
                c.host(),
                c.directory().source(),
                Optional.of(config.source().root()));
        Set<String> infrastructure = ask(rules, model);
        rules.holds(
                OwnRule.LOCAL_FILES,
                () -> MountedFiles.labelled(model.ordered(), read.environment(), c.host(), compared));
        ResolvedProject project = new ResolvedProject(
                read.staging().project(),
                model,
                Map.of(),
                Map.of(),
                infrastructure,
                request.selection().in(model, infrastructure, config.types()),
                Succession.leaving(c, config.project(), model, read.staging()::servicesOfAnyProfile));
        Preflight preflight = new Preflight(c, project, request.build(), compared);
        refuseAll(rules, OwnRule.DOCKERFILES, preflight.dockerfiles(preflight.services()));
        refuseAll(rules, OwnRule.PORTS, preflight.ports(preflight.services()));
        ServiceProbes probes = new ServiceProbes(c, config.project(), model, config.readiness());
        return new ForeseenServices(
                        config,
                        model,
                        path -> dockerfile(c, path),
                        Optional.of(c.engine()),
                        previous.map(Release::images).orElse(Map.of()),
                        service -> !(probes.spec(service) instanceof ProbeSpec.ContainerHealth)
                                || ReadinessRule.of(service, config.readiness())
                                        .filter(rule -> !rule.checks().isEmpty())
                                        .isPresent(),
                        image -> c.host().run(ImageCommands.isHandedOut(image)))
                .facts();
    }

    /** The rules that need nothing but the model; answers with the infrastructure. */
    private Set<String> ask(OwnRules rules, ComposeModel model) {
        Set<String> infrastructure = rules.ask(OwnRule.SERVICE_NAMES, () -> {
                    OddNames.refuse(model);
                    return NamedServices.infrastructure(config, model);
                })
                .orElseGet(() -> InfrastructureGuess.of(model));
        rules.holds(OwnRule.HEALTH_ADDRESS, () -> config.health()
                .ifPresent(health -> HealthAddress.of(
                        health, model, infrastructure, request.host().address())));
        return infrastructure;
    }

    private static void refuseAll(OwnRules rules, OwnRule rule, List<DeployFailure> failures) {
        rules.content(rule);
        failures.forEach(failure -> rules.refuse(rule, failure));
    }

    /** A deploy removes first what the project does not need; where that is enough, nothing stops it. */
    private Optional<Finding> room(Connection c, TreeComparison compared, Optional<Release> previous, boolean builds) {
        RoomNeeded needed = new RoomNeeded(c, previous, config.disk());
        long bytes = compared.delta().bytes();
        long files = compared.delta().upload().size();
        List<String> shortages = needed.shortages(bytes, files, builds);
        if (shortages.isEmpty()) {
            return Optional.empty();
        }
        Cleaning clutter = new CleanUp(
                        c.host(), c.engine(), c.directory(), config.project(), config.bringsEnvironment(request.host()))
                .look();
        Finding finding =
                Finding.stops(OwnRule.DISK.id(), MakeRoom.failure(c.host().name(), shortages, new Cleaning(List.of())));
        if (clutter.isEmpty()) {
            return Optional.of(finding);
        }
        String why = String.join("\n", shortages) + "\nThis project could do without " + clutter.counted() + ", "
                + Amount.of(clutter.bytes()) + ".";
        boolean enough = needed.isEnoughWith(clutter.bytes(), bytes, files, builds);
        return Optional.of((enough
                        ? Finding.hurts(
                                finding.check(), finding.what(), why, "deploy-to-dev prune; a deploy does so too.")
                        : Finding.stops(
                                finding.check(),
                                finding.kind().orElseThrow(),
                                finding.what(),
                                why,
                                "deploy-to-dev prune; then: " + finding.fix()))
                .healedBy(new Remedy.Pruned()));
    }

    /** As it will be after the sync. */
    private Optional<String> dockerfile(Connection c, String path) {
        String inside = c.directory().source() + "/";
        Path here = path.startsWith(inside) ? config.source().root().resolve(path.substring(inside.length())) : null;
        return here != null && Files.isRegularFile(here)
                ? text(here.toString())
                : c.host().run(FileCommands.read(path));
    }

    private static Optional<String> text(String path) {
        try {
            return Optional.of(Files.readString(Path.of(path)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private <T> Ref<T> ref(T value) {
        Pipeline one = new Pipeline();
        Ref<T> ref = one.add("given", scope -> StepResult.unchanged(value, ""));
        one.run(event -> {}, clock);
        return ref;
    }

    private <T> T value(Step<T> step) {
        Pipeline one = new Pipeline();
        Ref<T> ref = one.add("look", step);
        one.run(event -> {}, clock);
        return ref.get();
    }
}
