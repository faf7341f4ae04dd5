package io.deploytodev.plan;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Status;
import java.util.List;

/** Decides, from what is wanted and what is there; touches nothing. */
public final class Planner {

    private static final int SHORT_ID = 12;

    private Planner() {}

    /**
     * What to do about one service.
     *
     * @param observed its containers
     */
    public static Action decide(DesiredService desired, List<ContainerState> observed) {
        if (observed.isEmpty() && desired.replicas() > 0) {
            return new Action(desired.name(), Action.Kind.CREATE, "it is not there");
        }
        for (ContainerState container : observed) {
            if (!container.configHash().equals(desired.configHash())) {
                return new Action(desired.name(), Action.Kind.RECREATE, "its configuration changed");
            }
            if (!container.imageId().equals(desired.imageId())) {
                return new Action(
                        desired.name(),
                        Action.Kind.RECREATE,
                        "image changed: " + shortId(container.imageId()) + " → " + shortId(desired.imageId()));
            }
        }
        for (ContainerState container : observed) {
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
