package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.EngineFailed;
import io.deploytodev.docker.HostResources;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Amount;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.CleanUp;
import io.deploytodev.release.Cleaning;
import io.deploytodev.sync.Delta;
import io.deploytodev.sync.TreeComparison;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks, before anything is changed, whether the host has room for the deploy, and removes what this project does not need
 * any more when it has not. A disk that runs full in the middle does more harm than no deploy.
 */
final class MakeRoom implements Step<Cleaning> {

    private static final Cleaning NONE = new Cleaning(List.of());

    private static final long MEBI = 1024L * 1024;

    private final Ref<Connection> connection;
    private final Ref<Begun> begun;
    private final Ref<TreeComparison> compared;
    private final DeployRequest request;

    MakeRoom(Ref<Connection> connection, Ref<Begun> begun, Ref<TreeComparison> compared, DeployRequest request) {
        this.connection = connection;
        this.begun = begun;
        this.compared = compared;
        this.request = request;
    }

    @Override
    public StepResult<Cleaning> run(StepScope scope) {
        Delta delta = compared.get().delta();
        long files = delta.upload().size();
        boolean builds = request.build() == DeployRequest.Build.ALWAYS
                || (request.build() == DeployRequest.Build.WHEN_CHANGED
                        && (!delta.isEmpty() || begun.get().previous().isEmpty()));
        if (!builds && files == 0 && isEnoughForNothing()) {
            return StepResult.unchanged(NONE, "none is needed");
        }
        RoomNeeded needed = new RoomNeeded(
                connection.get(), begun.get().previous(), request.config().disk());
        List<String> shortages = needed.shortages(delta.bytes(), files, builds);
        if (shortages.isEmpty()) {
            return StepResult.unchanged(NONE, "there is enough");
        }
        Cleaning gone = cleanUp(scope);
        List<String> left = gone.isEmpty() ? shortages : needed.shortages(delta.bytes(), files, builds);
        if (!left.isEmpty()) {
            throw failure(left, gone);
        }
        scope.notice("The disk had too little room for this deploy, so what nobody returns to was removed first: "
                + gone.counted() + ", " + Amount.of(gone.bytes()) + ".");
        return StepResult.done(gone, "removed " + gone.counted());
    }

    /** As it was seen at login; a deploy without a change writes next to nothing. */
    private boolean isEnoughForNothing() {
        HostResources left = connection.get().facts().resources();
        return left.freeForEngine().orElse(Long.MAX_VALUE / MEBI) * 1024 >= RoomNeeded.SPARE_FOR_ENGINE
                && left.freeForState().orElse(Long.MAX_VALUE / MEBI) * 1024 >= RoomNeeded.SPARE_FOR_STATE;
    }

    private Cleaning cleanUp(StepScope scope) {
        scope.status("the disk is nearly full: removing what nobody needs");
        try {
            return new CleanUp(
                            connection.get().host(),
                            connection.get().engine(),
                            connection.get().directory(),
                            request.config().project(),
                            request.config().bringsEnvironment(request.host()))
                    .carryOut(
                            connection.get().lock().orElseThrow().number(),
                            request.config().disk().buildCache());
        } catch (CommandFailed | EngineFailed e) {
            return NONE; // then there is too little room, and that is what to say
        }
    }

    private DeployFailure failure(List<String> shortages, Cleaning gone) {
        return failure(connection.get().host().name(), shortages, gone);
    }

    /** @param gone what was removed for it already */
    static DeployFailure failure(String host, List<String> shortages, Cleaning gone) {
        String own = gone.isEmpty()
                ? "This project has nothing there that it does not need (deploy-to-dev prune)."
                : "What this project does not need any more is removed already: " + gone.counted() + ", "
                        + Amount.of(gone.bytes()) + ".";
        return new DeployFailure(
                FailureKind.HOST,
                "The disk of " + host + " is nearly full.",
                String.join(
                        "\n", Stream.concat(shortages.stream(), Stream.of(own)).toList()),
                "Make room on the host: docker system df tells what takes it; docker builder prune and docker image prune"
                        + " free what nothing uses. If less is enough, say how much in deploy.yml: disk: {free: 500MB}");
    }
}
