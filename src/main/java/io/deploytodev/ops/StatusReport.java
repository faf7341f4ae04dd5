package io.deploytodev.ops;

import io.deploytodev.docker.HostLoad;
import io.deploytodev.release.LockStatus;
import io.deploytodev.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A project on its dev host at one moment.
 *
 * @param login user and address
 * @param now by the host's clock
 * @param release that runs; empty for a project that this tool did not deploy
 * @param services the worst first
 * @param health what the health address answered this machine; empty when the configuration names none
 */
public record StatusReport(
        String project,
        String host,
        String login,
        Instant now,
        Optional<Release> release,
        List<ServiceStatus> services,
        Optional<Answer> health,
        HostLoad load,
        LockStatus lock) {

    public StatusReport {
        services = List.copyOf(services);
    }

    /** Whether each service is as it should be, and the health address answers well. */
    public boolean isWell() {
        return services.stream().noneMatch(ServiceStatus::isTrouble)
                && health.filter(answer -> !answer.isGood()).isEmpty();
    }

    /**
     * One answer to one question.
     *
     * @param asked the address; empty when it is not known
     * @param said what came back, or why nothing did
     */
    public record Answer(String asked, boolean isGood, String said, Duration took) {}
}
