package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.deploy.ImageChoices.Choice;
import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ImageName;
import io.deploytodev.event.PlannedAction;
import io.deploytodev.event.PlannedAction.Area;
import io.deploytodev.event.PlannedAction.Kind;
import io.deploytodev.host.FileCommands;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.plan.Action;
import io.deploytodev.plan.Planner;
import io.deploytodev.release.Release;
import io.deploytodev.serving.ServiceProbes;
import io.deploytodev.sync.TreeComparison;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Decides what a deploy would do, by the same classes that decide in a deploy, and does none of it. */
final class MakePlan implements Step<List<PlannedAction>> {

    private final Ref<Connection> connection;
    private final Ref<Begun> begun;
    private final Ref<TreeComparison> compared;
    private final Supplier<StagedProject> staged;
    private final DeployRequest request;

    MakePlan(
            Ref<Connection> connection,
            Ref<Begun> begun,
            Ref<TreeComparison> compared,
            Supplier<StagedProject> staged,
            DeployRequest request) {
        this.connection = connection;
        this.begun = begun;
        this.compared = compared;
        this.staged = staged;
        this.request = request;
    }

    @Override
    public StepResult<List<PlannedAction>> run(StepScope scope) {
        List<PlannedAction> plan =
                new ArrayList<>(PlannedFiles.of(compared.get().delta()));
        plan.addAll(environment());
        ResolvedProject resolved = staged.get().project();
        ImageChoices choices = new ImageChoices(
                connection.get().engine(),
                resolved,
                begun.get().previous(),
                compared.get().digest(),
                request.build());
        Set<String> wanted = new HashSet<>(resolved.neededInfrastructure());
        wanted.addAll(resolved.backend());
        List<Choice> images = choices.of(wanted);
        images.forEach(image -> plan.add(PlannedAction.of(
                Area.IMAGE,
                image.id().isPresent() ? Kind.KEEP : Kind.BUILD,
                image.name().repository(),
                image.cause())));
        services(images, resolved, plan, scope);
        long changes = plan.stream().filter(PlannedAction::changesSomething).count();
        return StepResult.unchanged(
                List.copyOf(plan),
                changes == 0 ? "nothing to do" : changes + (changes == 1 ? " thing" : " things") + " to do");
    }

    /** What the variables are called that differ from those that the release was made with. */
    private List<PlannedAction> environment() {
        Connection c = connection.get();
        return begun.get()
                .previous()
                .filter(release -> !release.isAdopted())
                .flatMap(release -> c.host().run(FileCommands.read(c.directory().releaseEnvironment(release.id()))))
                .map(before -> PlannedVariables.between(
                        before, staged.get().environment().content().get()))
                .orElse(List.of());
    }

    private void services(List<Choice> images, ResolvedProject resolved, List<PlannedAction> plan, StepScope scope) {
        Connection c = connection.get();
        Map<String, String> references = new HashMap<>();
        Map<String, String> known = new HashMap<>();
        Set<String> unbuilt = new HashSet<>();
        for (Choice image : images) {
            String reference = image.id()
                    .map(id -> image.name().withTag(ImageName.contentTag(id)))
                    .orElseGet(() -> builtLast(image));
            image.id().ifPresent(id -> known.put(reference, id));
            image.members().forEach(member -> references.put(member, reference));
            if (image.id().isEmpty()) {
                unbuilt.addAll(image.members());
            }
        }
        ResolvedProject project = withImages(resolved, references);
        ServiceProbes probes = new ServiceProbes(
                c, project.project().name(), project.model(), request.config().readiness());
        ServicePlan decider = new ServicePlan(
                c, project, probes, begun.get().previous(), begun.get().otherTreeSince(), known);
        Map<String, Action> infrastructure =
                decide(decider, project, project.neededInfrastructure(), action -> ServicePlan.spared(action, project));
        new StoredCredentials(c, project, probes).check(List.copyOf(infrastructure.values()));
        Map<String, Action> backend = decide(decider, project, project.backend(), action -> action);
        List<String> changed = new ArrayList<>();
        List.of(infrastructure, backend)
                .forEach(some -> changed.addAll(ServicePlan.changed(List.copyOf(some.values()))));
        changed.removeAll(unbuilt);
        decider.absent(changed).values().stream()
                .distinct()
                .forEach(
                        image -> plan.add(PlannedAction.of(Area.IMAGE, Kind.PULL, image, "the host does not have it")));
        infrastructure.values().forEach(action -> plan.add(planned(Area.INFRASTRUCTURE, action, unbuilt, project)));
        backend.values().forEach(action -> plan.add(planned(Area.SERVICE, action, unbuilt, project)));
        if (request.selection().isEverything()) {
            Orphans.of(
                            c,
                            c.engine().composeContainers(),
                            resolved,
                            staged.get().staging().tree(),
                            staged.get().staging().project(),
                            scope::notice)
                    .ours()
                    .stream()
                    .map(ComposeContainer::service)
                    .distinct()
                    .sorted()
                    .forEach(service -> plan.add(PlannedAction.of(
                            Area.SERVICE, Kind.REMOVE, service, "the compose files do not have it any more")));
        }
    }

    /** The image that services run until the new one is built, so that all else can be compared. */
    private String builtLast(Choice image) {
        return begun.get().previous().map(Release::images).stream()
                .flatMap(images -> image.members().stream().map(images::get))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseGet(() -> image.name().withTag("not-built-yet"));
    }

    private ResolvedProject withImages(ResolvedProject resolved, Map<String, String> references) {
        if (references.isEmpty()) {
            return resolved;
        }
        ComposeModel model = resolved.model().withImages(references);
        return new ResolvedProject(
                resolved.project(),
                model,
                staged.get().staging().hashes(model),
                resolved.hashesByHand(),
                resolved.infrastructure(),
                resolved.selected(),
                resolved.leaving());
    }

    private static Map<String, Action> decide(
            ServicePlan decider, ResolvedProject project, Set<String> services, UnaryOperator<Action> spared) {
        Map<String, Action> actions = new LinkedHashMap<>();
        project.model().waves(services).stream()
                .map(decider::decide)
                .flatMap(Collection::stream)
                .map(spared)
                .forEach(action -> actions.put(action.service(), action));
        return actions;
    }

    private static PlannedAction planned(Area area, Action decided, Set<String> unbuilt, ResolvedProject project) {
        boolean spared = area == Area.INFRASTRUCTURE && !project.selected().contains(decided.service());
        Action action = unbuilt.contains(decided.service()) && !spared ? Planner.beforeBuild(decided) : decided;
        boolean runs = action.changesSomething() && project.model().isOneShot(action.service());
        return new PlannedAction(
                area,
                Kind.valueOf(action.kind().name()),
                List.of(action.service()),
                1,
                action.cause() + (runs ? " (it runs to its end)" : ""),
                action.equals(decided));
    }
}
