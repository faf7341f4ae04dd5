package io.deploytodev.deploy;

import io.deploytodev.config.NearestName;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.DeployLock;
import io.deploytodev.release.History;
import io.deploytodev.release.Intent;
import io.deploytodev.release.Release;
import io.deploytodev.secret.Secrets;
import io.deploytodev.serving.ReleaseConfig;
import java.util.List;
import java.util.Optional;

/** Finds the release to return to, with all that it needs, before anything is changed. */
final class ChooseRelease implements Step<ChooseRelease.Chosen> {

    private final Ref<Connection> connection;
    private final RollbackRequest request;
    private final ReleaseConfig configs;
    private final Secrets secrets;
    private final WayBack wayBack;
    private volatile Optional<Release> running = Optional.empty();

    ChooseRelease(
            Ref<Connection> connection,
            RollbackRequest request,
            ReleaseConfig configs,
            Secrets secrets,
            WayBack wayBack) {
        this.connection = connection;
        this.request = request;
        this.configs = configs;
        this.secrets = secrets;
        this.wayBack = wayBack;
    }

    @Override
    public StepResult<Chosen> run(StepScope scope) {
        Connection c = connection.get();
        String project = request.config().project();
        List<ComposeContainer> containers = c.engine().composeContainers().stream()
                .filter(container -> container.project().equals(project))
                .toList();
        OtherState.check(c, project, containers);
        History history = c.releases().history();
        Optional<Intent> left = new CutOff(c, project).find(history.current(), scope);
        Release target = choose(
                history,
                request.release(),
                left,
                project + " on " + request.whom().host().name());
        ReturnToRelease way = ReturnToRelease.to(target, c, configs)
                .orElseThrow(() -> new DeployFailure(
                        FailureKind.USAGE,
                        "Release " + target.id() + " is not kept any more.",
                        "Only its record is left on " + request.whom().host().name() + ".",
                        kept(history)));
        secrets.spare(List.of(project, request.whom().host().name()));
        way.teach(secrets);
        running = history.running();
        long number = c.lock().map(DeployLock::number).orElseThrow();
        String id = c.facts().time() + "-" + number + "-rollback";
        left.ifPresent(wayBack::takesOver);
        wayBack.begins(
                c.intents(),
                new Intent(
                        Intent.SCHEMA,
                        number,
                        "rollback",
                        id,
                        target.id(),
                        history.current(),
                        request.who(),
                        c.facts().time(),
                        target.commit(),
                        target.branch(),
                        target.dirty(),
                        "choose",
                        false,
                        "",
                        List.of()));
        return StepResult.done(
                new Chosen(id, c.facts().time(), target, way, running),
                target.id() + running.map(now -> ", from " + now.id()).orElse(""));
    }

    /**
     * The release that is meant. Where a client was cut off and nobody names one, that is the last good one: a rollback is
     * completed, and what a deploy has begun is undone.
     *
     * @param left by that client
     * @throws DeployFailure of kind USAGE when there is none
     */
    static Release choose(History history, Optional<String> wanted, Optional<Intent> left, String where) {
        if (history.good().isEmpty()) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "There is no release of " + where + " to return to.",
                    "Nothing has been deployed there that served.",
                    "Deploy first: deploy-to-dev deploy");
        }
        if (wanted.isEmpty()) {
            return left.filter(intent -> intent.tree() || !intent.services().isEmpty())
                    .flatMap(intent -> intent.isReturn() ? history.of(intent.target()) : history.running())
                    .filter(Release::isGood)
                    .or(history::before)
                    .orElseThrow(() -> new DeployFailure(
                            FailureKind.USAGE,
                            "There is no release before the one that runs on " + where + ".",
                            history.current() + " is the oldest that is kept.",
                            history.good().size() > 1 ? kept(history) : "Deploy what it should be."));
        }
        List<Release> fitting = history.good().stream()
                .filter(release -> release.id().startsWith(wanted.get()))
                .toList();
        Optional<Release> exact = history.good().stream()
                .filter(release -> release.id().equals(wanted.get()))
                .findFirst();
        if (exact.isPresent() || fitting.size() == 1) {
            return exact.orElseGet(() -> fitting.get(0));
        }
        throw notOne(history, wanted.get(), fitting, where);
    }

    private static DeployFailure notOne(History history, String wanted, List<Release> fitting, String where) {
        if (fitting.size() > 1) {
            return new DeployFailure(
                    FailureKind.USAGE,
                    "More than one release of " + where + " begins with " + wanted + ".",
                    "They are "
                            + String.join(
                                    ", ", fitting.stream().map(Release::id).toList()) + ".",
                    "Name one in full.");
        }
        Optional<Release> known = history.of(wanted);
        return new DeployFailure(
                FailureKind.USAGE,
                known.isPresent()
                        ? wanted + " cannot be returned to."
                        : "There is no release " + wanted + " of " + where + ".",
                known.map(release -> release.run().isReturn()
                                ? "It is the record of a return to "
                                        + release.run().target() + "."
                                : "It did not serve: " + release.outcome() + ".")
                        .orElse("It never was, or it is not kept any more."),
                NearestName.of(wanted, history.good().stream().map(Release::id).toList())
                                .filter(nearest -> known.isEmpty())
                                .map(nearest -> "Did you mean " + nearest + "? ")
                                .orElse("")
                        + kept(history));
    }

    private static String kept(History history) {
        return "Kept are: "
                + String.join(", ", history.good().stream().map(Release::id).toList())
                + "; deploy-to-dev releases says more of them.";
    }

    @Override
    public void undo(StepScope scope) {
        if (running.isPresent()) {
            wayBack.goBack(connection.get(), running, scope);
        }
    }

    /**
     * Where to, and where from.
     *
     * @param id of the record of this rollback
     */
    record Chosen(String id, String startedAt, Release target, ReturnToRelease way, Optional<Release> running) {}
}
