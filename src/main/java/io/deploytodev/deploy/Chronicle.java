package io.deploytodev.deploy;

import io.deploytodev.deploy.ScanSource.Scanned;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.plan.Action;
import io.deploytodev.release.Release;
import io.deploytodev.sync.SourceTree.GitState;
import io.deploytodev.sync.TreeSync;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Puts together what is written down of a deploy, as far as it came. */
final class Chronicle {

    private final DeployRequest request;
    private final Pipeline pipeline;
    private final Clock clock;
    private final Instant start;
    private final Ref<Begun> begun;
    private final Ref<Scanned> scanned;
    private final Ref<TreeSync.Report> tree;
    private final Ref<ResolvedProject> resolved;
    private final Ref<BuiltImages> images;
    private final Ref<StartInfrastructure.Started> infrastructure;
    private final Ref<List<Action>> services;

    Chronicle(
            DeployRequest request,
            Pipeline pipeline,
            Clock clock,
            Ref<Begun> begun,
            Ref<Scanned> scanned,
            Ref<TreeSync.Report> tree,
            Ref<ResolvedProject> resolved,
            Ref<BuiltImages> images,
            Ref<StartInfrastructure.Started> infrastructure,
            Ref<List<Action>> services) {
        this.request = request;
        this.pipeline = pipeline;
        this.clock = clock;
        this.start = clock.instant();
        this.begun = begun;
        this.scanned = scanned;
        this.tree = tree;
        this.resolved = resolved;
        this.images = images;
        this.infrastructure = infrastructure;
        this.services = services;
    }

    /** Of a deploy that has at least begun. */
    Release tell(String outcome, String failure) {
        Begun begin = begun.get();
        GitState git = scanned.get().git();
        BuiltImages all = images();
        return new Release(
                Release.SCHEMA,
                begin.releaseId(),
                request.config().project(),
                begin.startedAt(),
                request.who(),
                git.commit(),
                git.branch(),
                git.dirty(),
                tree.ifPresent().map(TreeSync.Report::treeDigest).orElse(""),
                all.references(),
                all.builds(),
                millis(pipeline),
                outcome,
                new Release.Run(
                        "deploy", "", Duration.between(start, clock.instant()).toMillis(), changes(), failure));
    }

    static Map<String, Long> millis(Pipeline pipeline) {
        Map<String, Long> millis = new LinkedHashMap<>();
        pipeline.timings().durations().forEach((step, took) -> millis.put(step, took.toMillis()));
        return millis;
    }

    /** Those of the release before go on to run where only a part was deployed. */
    private BuiltImages images() {
        BuiltImages before = resolved.ifPresent()
                .filter(project -> !project.selected()
                        .containsAll(project.model().services().keySet()))
                .flatMap(project -> begun.get().previous())
                .map(release -> new BuiltImages(release.images(), Map.of(), release.builds(), Map.of(), false))
                .orElse(BuiltImages.NONE);
        return before.and(infrastructure
                        .ifPresent()
                        .map(StartInfrastructure.Started::images)
                        .orElse(BuiltImages.NONE))
                .and(images.ifPresent().orElse(BuiltImages.NONE));
    }

    private List<String> changes() {
        List<String> changes = new ArrayList<>();
        tree.ifPresent()
                .filter(report -> !report.isUnchanged())
                .ifPresent(report ->
                        changes.add("files: " + report.uploaded() + " sent, " + report.removed() + " removed"));
        Stream.concat(
                        infrastructure.ifPresent().stream().map(StartInfrastructure.Started::images),
                        images.ifPresent().stream())
                .filter(BuiltImages::anyBuilt)
                .flatMap(built -> built.references().values().stream())
                .distinct()
                .sorted()
                .forEach(image -> changes.add("image: " + image));
        Stream.concat(
                        infrastructure.ifPresent().stream().flatMap(started -> started.actions().stream()),
                        services.ifPresent().stream().flatMap(List::stream))
                .filter(Action::changesSomething)
                .forEach(action -> changes.add(told(action)));
        return changes;
    }

    static String told(Action action) {
        return action.service() + ": " + action.cause();
    }
}
