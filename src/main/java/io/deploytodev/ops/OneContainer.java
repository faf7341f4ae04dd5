package io.deploytodev.ops;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the container of a service in which something is to be run. */
final class OneContainer {

    /** Compose counts them from 1 at the end of their names; one with a name of its own is the only one. */
    private static final Pattern NUMBER = Pattern.compile("[-_](\\d{1,6})$");

    private final String service;
    private final List<ContainerState> all;

    /** @param all the service's containers, ended ones too */
    OneContainer(String service, List<ContainerState> all) {
        this.service = service;
        this.all = all.stream()
                .sorted(Comparator.comparingInt(OneContainer::number))
                .toList();
    }

    /**
     * The one that is meant.
     *
     * @param index of the replica; without it, the first that runs
     * @throws DeployFailure when there is none, or it does not run
     */
    ContainerState running(OptionalInt index) {
        List<ContainerState> meant = index.isEmpty()
                ? all
                : all.stream().filter(each -> number(each) == index.getAsInt()).toList();
        if (meant.isEmpty()) {
            throw absent(index);
        }
        return meant.stream().filter(ContainerState::isRunning).findFirst().orElseThrow(() -> stopped(meant.get(0)));
    }

    private static int number(ContainerState container) {
        Matcher number = NUMBER.matcher(container.name());
        return number.find() ? Integer.parseInt(number.group(1)) : 1;
    }

    private DeployFailure absent(OptionalInt index) {
        if (index.isPresent() && !all.isEmpty()) {
            return new DeployFailure(
                    FailureKind.USAGE,
                    "There is no container " + index.getAsInt() + " of " + service + ".",
                    "It has "
                            + String.join(
                                    ", ", all.stream().map(ContainerState::name).toList()) + ".",
                    "Choose one of them with --index, or leave it out for the first.");
        }
        return new DeployFailure(
                FailureKind.ROLLOUT,
                service + " does not run.",
                "There is no container of it.",
                "Start it: deploy-to-dev start " + service);
    }

    private DeployFailure stopped(ContainerState container) {
        String why =
                switch (container.status()) {
                    case EXITED, DEAD ->
                        "It ended with exit code " + container.exitCode()
                                + (container.oomKilled() ? ", for want of memory" : "")
                                + (container.endedAt() == null ? "" : ", at " + container.endedAt()) + ".";
                    case RESTARTING -> "It crashes, and is started over and over: just now it waits for the next time.";
                    default -> "It is " + container.status().name().toLowerCase(Locale.ROOT) + ".";
                };
        return new DeployFailure(
                FailureKind.ROLLOUT,
                service + " does not run.",
                why,
                "See what it said: deploy-to-dev logs " + service + " ; start it: deploy-to-dev start " + service);
    }
}
