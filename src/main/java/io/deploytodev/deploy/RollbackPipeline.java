package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.Hook.Moment;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.deploy.ChooseRelease.Chosen;
import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.ShellQuoting;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.ToItsEnd;
import io.deploytodev.plan.Action;
import io.deploytodev.release.Release;
import io.deploytodev.release.ReleaseStore;
import io.deploytodev.serving.HealthAddress;
import io.deploytodev.sync.TreeSnapshots;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The story of a return to an earlier release. It builds nothing, and brings nothing from the workstation. */
public final class RollbackPipeline {

    private static final String VERB = "rollback";

    private final RollbackRequest request;
    private final LockedRun run;

    /** @param reader of the {@code deploy.yml} that a release keeps */
    public RollbackPipeline(
            RollbackRequest request,
            SshAccess access,
            Function<String, DeployConfig> reader,
            EventSink events,
            Clock clock) {
        this.request = request;
        this.run = new LockedRun(VERB, request.config(), request.whom(), request.who(), access, reader, events, clock);
    }

    /**
     * Returns to the release.
     *
     * @throws DeployFailure when the host does not serve it; what it does serve, the failure says
     */
    public void run() {
        Pipeline story = run.story();
        WayBack wayBack = run.wayBack();
        var access = run.begin(request.lockPatience());
        var connection = access.held();
        var chosen = story.add(
                "choose", new ChooseRelease(connection, request, run.configs(), run.secrets(), wayBack), connection);
        var tree = story.<TreeSnapshots.Restored>add(
                "tree",
                scope -> {
                    wayBack.touchesTree("tree");
                    return files(chosen.get().way().restoreFiles());
                },
                chosen);
        var services = story.<List<Action>>add(
                "services",
                scope -> {
                    scope.notice(
                            "Only code and configuration go back. Data does not: databases and volumes stay as they"
                                    + " are, and no migration is undone.");
                    return actions(chosen.get()
                            .way()
                            .converge(
                                    chosen.get().running(),
                                    wayBack.otherTreeSince(),
                                    changed -> wayBack.touches("services", changed),
                                    scope));
                },
                run.hooks().before(Moment.BEFORE_ROLLOUT, story, tree));
        var health = story.<Optional<URI>>add(
                "health",
                scope -> {
                    Optional<URI> url = WayBack.verify(chosen.get().way(), run.hostAddress(), scope);
                    return url.isEmpty()
                            ? StepResult.unchanged(url, "the release asks for none")
                            : StepResult.done(url, url.get() + " answered as it should");
                },
                services);
        Instant start = run.clock().instant();
        story.reachesItsGoalWith(story.add(
                "record",
                scope -> {
                    String id = chosen.get().target().id();
                    ReleaseStore releases = connection.get().releases();
                    ToItsEnd.run("record", () -> {
                        releases.makeCurrent(id);
                        releases.note(told(chosen, services, story, start, Release.HEALTHY, ""));
                    });
                    return StepResult.done(id, id);
                },
                health));

        run.run(access, new LockedRun.Account() {

            @Override
            public Optional<String> id() {
                return chosen.ifPresent().map(Chosen::id);
            }

            @Override
            public Optional<Release> before() {
                return chosen.ifPresent().flatMap(Chosen::running);
            }

            @Override
            public Map<String, String> facts() {
                return Hooks.facts(
                        chosen.ifPresent().map(choice -> choice.target().id()),
                        before().map(Release::id),
                        chosen.ifPresent().map(choice -> choice.target().commit()),
                        chosen.ifPresent().map(choice -> choice.target().branch()),
                        health.ifPresent().flatMap(url -> url).map(URI::toString));
            }

            @Override
            public Release failed(DeployFailure failure) {
                return told(chosen, services, story, start, failure.kind().id(), failure.what());
            }

            @Override
            public String served() {
                return chosen.get().id();
            }

            @Override
            public String inShort() {
                return "back to " + chosen.get().target().id();
            }

            @Override
            public DeployEvent success(Instant now, Duration took) {
                return RollbackPipeline.this.success(chosen.get(), health.get(), story, now, took);
            }
        });
    }

    private static StepResult<TreeSnapshots.Restored> files(TreeSnapshots.Restored restored) {
        if (!restored.kept()) {
            return StepResult.unchanged(restored, "the release keeps no tree: the files on the host stay as they are");
        }
        return restored.isUnchanged()
                ? StepResult.unchanged(restored, "the files are those of the release")
                : StepResult.done(restored, restored.written() + " files put back, " + restored.removed() + " removed");
    }

    private static StepResult<List<Action>> actions(List<Action> actions) {
        List<String> changed = ServicePlan.changed(actions);
        return changed.isEmpty()
                ? StepResult.unchanged(actions, "all " + actions.size() + " run as they did then")
                : StepResult.done(actions, Names.few(changed) + " ready");
    }

    private Release told(
            Ref<Chosen> chosen, Ref<List<Action>> services, Pipeline story, Instant start, String outcome, String why) {
        Release target = chosen.get().target();
        List<String> changes = new ArrayList<>();
        services.ifPresent().stream()
                .flatMap(List::stream)
                .filter(Action::changesSomething)
                .forEach(action -> changes.add(Chronicle.told(action)));
        return new Release(
                Release.SCHEMA,
                chosen.get().id(),
                request.config().project(),
                chosen.get().startedAt(),
                request.who(),
                target.commit(),
                target.branch(),
                target.dirty(),
                target.treeDigest(),
                target.images(),
                target.builds(),
                Chronicle.millis(story),
                outcome,
                new Release.Run(
                        VERB,
                        target.id(),
                        Duration.between(start, run.clock().instant()).toMillis(),
                        changes,
                        why));
    }

    private DeployEvent success(Chosen chosen, Optional<URI> health, Pipeline story, Instant now, Duration took) {
        Map<String, URI> urls = new LinkedHashMap<>();
        health.ifPresent(url -> urls.put("health", url));
        urls.putAll(HealthAddress.published(chosen.way().model(), chosen.way().infrastructure(), run.hostAddress()));
        Map<String, String> next = new LinkedHashMap<>();
        health.ifPresent(url -> next.put("curl -s " + ShellQuoting.quote(url.toString()), "ask the service how it is"));
        chosen.running()
                .filter(before ->
                        before.isGood() && !before.id().equals(chosen.target().id()))
                .ifPresent(before -> next.put("deploy-to-dev rollback " + before.id(), "go forward again"));
        next.put("deploy-to-dev releases", "see what else can be returned to");
        return new DeployEvent.RunSucceeded(
                now,
                chosen.target().id(),
                request.config().project() + " is back at release "
                        + chosen.target().id() + " on " + request.whom().host().name(),
                urls,
                story.timings().durations(),
                story.timings().criticalPath(),
                took,
                next);
    }
}
