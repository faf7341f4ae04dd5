package io.deploytodev.plan;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Status;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Decides, from what is wanted and what is there; touches nothing. */
public final class Planner {

    private static final int SHORT_ID = 12;

    /** More than these nobody reads in one line. */
    private static final int MOST_KEYS = 4;

    private Planner() {}

    /**
     * What to do about one service.
     *
     * @param observed its containers
     * @param behind ids of containers that see files which have been replaced since
     * @param changedKeys names the keys of its definition that changed, its image's aside, if that is known; asked only
     *     when Compose would make it anew
     */
    public static Action decide(
            DesiredService desired,
            List<ContainerState> observed,
            Set<String> behind,
            Supplier<Optional<List<String>>> changedKeys) {
        if (observed.isEmpty() && desired.replicas() > 0) {
            return new Action(desired.name(), Action.Kind.CREATE, "it is not there");
        }
        for (ContainerState container : observed) {
            if (!container.configHash().equals(desired.configHash())) {
                Optional<List<String>> keys = changedKeys.get();
                // An image that is named by its content changes the definition as well.
                boolean onlyImage = keys.filter(List::isEmpty).isPresent()
                        && !container.imageId().equals(desired.imageId());
                return new Action(
                        desired.name(),
                        Action.Kind.RECREATE,
                        onlyImage ? imageChanged(desired, container) : configurationChanged(keys.orElse(List.of())));
            }
            if (!container.imageId().equals(desired.imageId())) {
                return new Action(desired.name(), Action.Kind.RECREATE, imageChanged(desired, container));
            }
        }
        if (!desired.oneShot() && observed.stream().anyMatch(container -> behind.contains(container.id()))) {
            return new Action(
                    desired.name(),
                    Action.Kind.RESTART,
                    "it was started while the tree was another one, and sees files of that");
        }
        for (ContainerState container : observed) {
            if (container.status() == Status.PAUSED) {
                return new Action(desired.name(), Action.Kind.UNPAUSE, "it does not run: it is paused");
            }
            boolean finished = desired.oneShot() && container.hasEnded() && container.exitCode() == 0;
            if (!container.isRunning() && !finished) {
                return new Action(desired.name(), Action.Kind.START, "it does not run: " + describe(container));
            }
        }
        // Compose's hash leaves the number of replicas out.
        if (observed.size() != desired.replicas()) {
            return new Action(
                    desired.name(),
                    Action.Kind.CREATE,
                    observed.size() + " of its containers are there, " + desired.replicas() + " should be");
        }
        return new Action(desired.name(), Action.Kind.KEEP, "nothing changed");
    }

    /**
     * The same decision where the image is yet to be built: whatever is there is replaced, unless the build makes the image
     * that it has.
     *
     * @param decided with the image that was built last
     */
    public static Action beforeBuild(Action decided) {
        return switch (decided.kind()) {
            case CREATE, RECREATE -> decided;
            case KEEP, RESTART, START, UNPAUSE ->
                new Action(decided.service(), Action.Kind.RECREATE, "its image is built anew");
        };
    }

    private static String imageChanged(DesiredService desired, ContainerState container) {
        return "image changed: " + shortId(container.imageId()) + " → " + shortId(desired.imageId());
    }

    private static String configurationChanged(List<String> keys) {
        if (keys.isEmpty()) {
            return "its configuration changed";
        }
        String rest = keys.size() > MOST_KEYS ? " and " + (keys.size() - MOST_KEYS) + " more" : "";
        return "its configuration changed: " + String.join(", ", keys.subList(0, Math.min(MOST_KEYS, keys.size())))
                + rest;
    }

    private static String describe(ContainerState container) {
        return container.status() == Status.EXITED
                ? "it ended with exit code " + container.exitCode()
                : "it is " + container.status().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String shortId(String imageId) {
        String id = imageId.replaceFirst("^sha256:", "");
        return id.isEmpty() ? "not there yet" : id.substring(0, Math.min(SHORT_ID, id.length()));
    }
}
