package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.Hook.Moment;
import io.deploytodev.connection.Connect;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.EventSink;
import io.deploytodev.event.PlannedAction;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.RunFailure;
import io.deploytodev.release.Release;
import io.deploytodev.secret.MaskedEvents;
import io.deploytodev.secret.Secrets;
import io.deploytodev.serving.ReleaseConfig;
import io.deploytodev.sync.SourceTree;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The story of a plan: a deploy as far as it decides, without the lock, and without a trace on the host. */
public final class PlanPipeline {

    private final DeployRequest request;
    private final SshAccess access;
    private final Secrets secrets;
    private final EventSink events;
    private final Clock clock;

    public PlanPipeline(DeployRequest request, SshAccess access, EventSink events, Clock clock) {
        this.request = request;
        this.access = access;
        this.secrets = Secrets.knownHere(request.config(), request.host(), access.environment());
        this.events = new MaskedEvents(events, secrets);
        this.clock = clock;
    }

    /**
     * Tells what a deploy would do.
     *
     * @throws DeployFailure when a deploy would fail in the same way, before it had changed anything
     */
    public void run() {
        DeployConfig config = request.config();
        SourceTree source = request.source();
        Pipeline story = new Pipeline();
        var scanned = story.add("source", new ScanSource(source, request));
        var connect = new Connect(
                access, request.host(), config.project(), config.timeouts().connection());
        var connection = story.add("connect", connect);
        var begun = story.add("observe", new ObserveRelease(connection, config.project()), connection);
        var compare = new CompareTree(connection, () -> scanned.get().manifest(), source, request.sync(), false);
        var compared = story.add("compare", compare, connection, scanned);
        var resolve = new ResolveModel(connection, begun, compared, request, secrets, early -> {});
        var model = story.add("model", resolve, begun, compared);
        var plan = story.add("plan", new MakePlan(connection, begun, compared, resolve::staged, request), model);

        Instant start = clock.instant();
        events.accept(new DeployEvent.RunStarted(
                start, "plan", config.project(), request.host().name(), story.names()));
        if (request.sync() && new Hooks(config, request.host(), "plan", request.who()).has(Moment.BEFORE_SYNC)) {
            events.accept(new DeployEvent.Notice(
                    start, "The hook before_sync runs in a deploy alone: what it would make is not in this plan."));
        }
        try {
            story.run(events, clock);
            Optional<Release> runs = begun.get().previous();
            events.accept(new DeployEvent.Planned(
                    clock.instant(),
                    runs.map(Release::id).orElse(""),
                    runs.map(Release::from).orElse(""),
                    plan.get()));
            events.accept(new DeployEvent.RunSucceeded(
                    clock.instant(),
                    "",
                    summary(plan.get()),
                    Map.of(),
                    story.timings().durations(),
                    List.of(),
                    Duration.between(start, clock.instant()),
                    Map.of()));
        } catch (RuntimeException e) {
            DeployFailure failure = secrets.mask(failure(e));
            Instant now = clock.instant();
            events.accept(RunFailure.told(failure, now, Duration.between(start, now)));
            throw failure;
        } finally {
            LockedRun.close(connection);
        }
    }

    private DeployFailure failure(RuntimeException e) {
        String host = request.host().name();
        if (e instanceof HostUnreachable) {
            return new DeployFailure(
                    FailureKind.CONNECT,
                    "The connection to " + host + " was lost.",
                    String.valueOf(e.getMessage()),
                    "Try again when the host answers; nothing was changed there.",
                    List.of(),
                    e);
        }
        ReleaseConfig configs = new ReleaseConfig(request.config(), text -> request.config());
        return new Aftermath(
                        "plan",
                        host,
                        Optional.empty(),
                        new WayBack(configs, () -> host, secrets),
                        List.of(),
                        Optional::empty)
                .of(e);
    }

    /** In one line: how much there is to do, or that there is nothing. */
    static String summary(List<PlannedAction> actions) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        actions.stream()
                .filter(PlannedAction::changesSomething)
                .forEach(action -> counts.merge(
                        switch (action.area()) {
                            case FILES -> "file";
                            case ENVIRONMENT -> "variable";
                            case IMAGE -> "image";
                            case INFRASTRUCTURE, SERVICE -> "service";
                        },
                        action.count(),
                        Integer::sum));
        return counts.isEmpty()
                ? "nothing to do"
                : "a deploy would touch "
                        + Names.all(counts.entrySet().stream()
                                .map(entry ->
                                        entry.getValue() + " " + entry.getKey() + (entry.getValue() == 1 ? "" : "s"))
                                .toList());
    }
}
