package io.deploytodev.readiness;

import java.time.Duration;
import java.util.List;

/**
 * A service that is waited for.
 *
 * @param probes asked in this order, the next only when the one before is satisfied; none means that a container that
 *     has not ended is enough
 * @param deadline how long it may take from the beginning of the wait
 * @param container its container, watched beside the probes
 * @param restartBudget how often the engine may restart the container while it is waited for
 * @param oneShot whether it is meant to exit, so that its end is for its probe to judge
 * @param stableFor how long it must go on to be ready once it is, on top of the deadline
 */
public record ServiceReadiness(
        String service,
        List<Probe> probes,
        Duration deadline,
        ContainerFacts container,
        int restartBudget,
        boolean oneShot,
        Duration stableFor) {

    /** A service that crashes now and then while it waits for another may, more often it is a crash loop. */
    public static final int USUAL_RESTART_BUDGET = 2;

    public ServiceReadiness {
        probes = List.copyOf(probes);
    }

    /** A service that is meant to stay, with the usual patience for restarts. */
    public static ServiceReadiness lasting(
            String service, List<Probe> probes, Duration deadline, ContainerFacts container) {
        return new ServiceReadiness(service, probes, deadline, container, USUAL_RESTART_BUDGET, false, Duration.ZERO);
    }

    /** A service that is meant to exit with code 0. */
    public static ServiceReadiness oneShot(String service, Duration deadline, ContainerFacts container) {
        return new ServiceReadiness(
                service,
                List.of(new OneShotProbe(container)),
                deadline,
                container,
                USUAL_RESTART_BUDGET,
                true,
                Duration.ZERO);
    }

    /** Something without a container of its own, such as an address that users will open. */
    public static ServiceReadiness outside(String name, List<Probe> probes, Duration deadline) {
        return new ServiceReadiness(name, probes, deadline, ContainerFacts.NONE, 0, false, Duration.ZERO);
    }

    /** A service that stays, or ends with exit code 0: nobody says which. */
    public static ServiceReadiness perhapsOneShot(String service, Duration deadline, ContainerFacts container) {
        return new ServiceReadiness(
                service,
                List.of(new RunsOrDoneProbe(container)),
                deadline,
                container,
                USUAL_RESTART_BUDGET,
                true,
                Duration.ZERO);
    }

    /** The same with another patience for restarts. */
    public ServiceReadiness withRestartBudget(int budget) {
        return new ServiceReadiness(service, probes, deadline, container, budget, oneShot, stableFor);
    }

    /** The same for whoever does not wait: what is not ready at the first look is not ready. */
    public ServiceReadiness atOnce() {
        return new ServiceReadiness(service, probes, Duration.ZERO, container, restartBudget, oneShot, stableFor);
    }

    /** The same, but ready only when it stays so for a while. */
    public ServiceReadiness stableFor(Duration window) {
        return new ServiceReadiness(service, probes, deadline, container, restartBudget, oneShot, window);
    }
}
