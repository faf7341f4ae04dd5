package io.deploytodev.deploy;

import io.deploytodev.checks.Disk;
import io.deploytodev.checks.Room;
import io.deploytodev.checks.Room.Need;
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
import io.deploytodev.release.Release;
import io.deploytodev.sync.Delta;
import io.deploytodev.sync.TreeComparison;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Looks, before anything is changed, whether the host has room for the deploy, and removes what this project does not need
 * any more when it has not. A disk that runs full in the middle does more harm than no deploy.
 */
final class MakeRoom implements Step<Cleaning> {

    private static final Cleaning NONE = new Cleaning(List.of());

    private static final long MEBI = 1024L * 1024;

    /** For databases, logs and what containers write, whatever the deploy itself takes. */
    private static final long SPARE_FOR_ENGINE = 256 * MEBI;

    private static final long SPARE_FOR_STATE = 24 * MEBI;

    /** Before anything was built, nobody knows. */
    private static final long FIRST_IMAGE = 1_000_000_000;

    /** Nobody counts the files of an image; these are as many as an interpreter and its libraries have. */
    private static final long FILES_OF_AN_IMAGE = 10_000;

    private static final long SPARE_FILES = 200;

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
        List<String> shortages = shortages(delta.bytes(), files, builds);
        if (shortages.isEmpty()) {
            return StepResult.unchanged(NONE, "there is enough");
        }
        Cleaning gone = cleanUp(scope);
        List<String> left = gone.isEmpty() ? shortages : shortages(delta.bytes(), files, builds);
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
        return left.freeForEngine().orElse(Long.MAX_VALUE / MEBI) * 1024 >= SPARE_FOR_ENGINE
                && left.freeForState().orElse(Long.MAX_VALUE / MEBI) * 1024 >= SPARE_FOR_STATE;
    }

    private List<String> shortages(long bytes, long files, boolean builds) {
        String state = connection.get().directory().path();
        String engine = connection.get().engine().dataDirectory();
        List<Disk> disks = connection.get().host().run(Disk.of(List.of(state, engine)));
        // The release keeps a copy of what differs from the one before.
        Need tree = new Need(
                state,
                disks.get(0),
                2 * bytes + SPARE_FOR_STATE,
                2 * files + SPARE_FILES,
                "the source tree, its copy for a return and some to spare");
        return new Room(List.of(tree, forEngine(engine, disks.get(1), builds))).shortages();
    }

    private Need forEngine(String path, Disk disk, boolean builds) {
        if (!builds) {
            return new Need(path, disk, SPARE_FOR_ENGINE, SPARE_FILES, "what containers write");
        }
        OptionalLong configured = request.config().disk().free();
        if (configured.isPresent()) {
            return new Need(path, disk, configured.getAsLong(), FILES_OF_AN_IMAGE, "images, as disk.free says");
        }
        long last = lastImage();
        return last > 0
                ? new Need(
                        path,
                        disk,
                        last + SPARE_FOR_ENGINE,
                        FILES_OF_AN_IMAGE,
                        "an image as large as the one that runs, and what containers write")
                : new Need(path, disk, FIRST_IMAGE, FILES_OF_AN_IMAGE, "images, before the first is built");
    }

    private long lastImage() {
        return begun.get().previous().map(Release::images).stream()
                .flatMap(images -> images.values().stream().distinct())
                .mapToLong(image -> connection.get().engine().imageBytes(image))
                .max()
                .orElse(0);
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
        String own = gone.isEmpty()
                ? "This project has nothing there that it does not need (deploy-to-dev prune)."
                : "What this project does not need any more is removed already: " + gone.counted() + ", "
                        + Amount.of(gone.bytes()) + ".";
        return new DeployFailure(
                FailureKind.HOST,
                "The disk of " + connection.get().host().name() + " is nearly full.",
                String.join(
                        "\n", Stream.concat(shortages.stream(), Stream.of(own)).toList()),
                "Make room on the host: docker system df tells what takes it; docker builder prune and docker image prune"
                        + " free what nothing uses. If less is enough, say how much in deploy.yml: disk: {free: 500MB}");
    }
}
