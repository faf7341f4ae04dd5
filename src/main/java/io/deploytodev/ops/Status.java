package io.deploytodev.ops;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ContainerLook;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Health;
import io.deploytodev.docker.ContainerUse;
import io.deploytodev.docker.HostLoad;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.SideBySide;
import io.deploytodev.ops.ServiceStatus.Verdict;
import io.deploytodev.readiness.Probe;
import io.deploytodev.readiness.ProbeResult;
import io.deploytodev.release.LockStatus;
import io.deploytodev.secret.Secrets;
import io.deploytodev.serving.HealthAddress;
import io.deploytodev.serving.HealthCheck;
import io.deploytodev.serving.Served;
import io.deploytodev.serving.ServiceProbes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at a project on its dev host. What does not wait for each other is asked side by side. Used by one thread. */
public final class Status {

    private final String address;
    private final SideBySide asking;
    private Map<String, ContainerUse> earlier = Map.of();

    /** @param address of the dev host, as this machine reaches it */
    public Status(String address, SideBySide asking) {
        this.address = address;
        this.asking = asking;
    }

    /** How it is now. Processor use is that since the last look, or since the beginning of this one. */
    public StatusReport look(Served served) {
        Connection c = served.connection();
        var lock = asking.ask(() -> c.host().run(LockStatus.ask(c.directory())));
        var load = asking.ask(() -> c.host()
                .run(HostLoad.ask(List.of(c.directory().path(), c.engine().dataDirectory()))));
        var found = asking.ask(() -> looks(c, served.project()));
        DeployConfig config = served.config();
        ComposeModel model = served.model();
        var health = asking.ask(() -> health(config, model, served));
        Secrets secrets = served.secrets();
        List<ContainerLook> looks = found.get();
        Judge judge = new Judge(model, served.release().isPresent(), load.get().now(), secrets::mask);
        Optional<StatusReport.Answer> answer = health.get();
        LockStatus locked = lock.get();
        Map<String, ContainerUse> uses = uses(c, looks);
        Set<String> answering = answering(served, looks);
        List<ServiceStatus> services = judge.of(looks).stream()
                .map(each ->
                        each.verdict() == Verdict.UNSTEADY && answering.contains(each.service()) ? each.well() : each)
                .map(each -> used(each, uses))
                .toList();
        earlier = uses;
        return new StatusReport(
                served.project(),
                c.host().name(),
                c.facts().user() + "@" + address,
                load.get().now(),
                served.release(),
                services,
                answer.map(a -> new StatusReport.Answer(a.asked(), a.isGood(), secrets.mask(a.said()), a.took())),
                load.get(),
                locked);
    }

    private List<ContainerLook> looks(Connection c, String project) {
        List<String> ids = c.engine().ids(project);
        var first = asking.ask(() -> earlier.isEmpty() ? c.engine().uses(ids) : earlier);
        List<ContainerLook> looks = c.engine().looks(ids);
        earlier = first.get();
        return looks;
    }

    /**
     * Services whose own healthchecks have not been run yet, but that answer: the engine runs them first after a while, and
     * a deploy does not wait for that.
     */
    private Set<String> answering(Served served, List<ContainerLook> looks) {
        Set<String> starting = looks.stream()
                .map(ContainerLook::state)
                .filter(state -> state.isRunning() && state.health() == Health.STARTING)
                .map(ContainerState::service)
                .filter(served.model().services()::containsKey)
                .collect(Collectors.toSet());
        if (starting.isEmpty()) {
            return starting;
        }
        ServiceProbes probes = served.probes();
        List<SideBySide.Asked<Optional<String>>> asked = starting.stream()
                .map(service -> asking.ask(() -> Optional.of(service).filter(probes::answers)))
                .toList();
        return asked.stream().flatMap(each -> each.get().stream()).collect(Collectors.toSet());
    }

    private ServiceStatus used(ServiceStatus each, Map<String, ContainerUse> uses) {
        String id = each.state().map(ContainerState::id).orElse("");
        Optional<ContainerUse> now = Optional.ofNullable(uses.get(id));
        OptionalDouble processors = now.isPresent() && earlier.containsKey(id)
                ? now.get().processorsSince(earlier.get(id))
                : OptionalDouble.empty();
        return new ServiceStatus(each.service(), each.verdict(), each.remark(), each.look(), now, processors);
    }

    private static Map<String, ContainerUse> uses(Connection c, List<ContainerLook> looks) {
        return c.engine()
                .uses(looks.stream()
                        .map(ContainerLook::state)
                        .filter(ContainerState::isRunning)
                        .map(ContainerState::id)
                        .toList());
    }

    private Optional<StatusReport.Answer> health(DeployConfig config, ComposeModel model, Served served) {
        if (config.health().isEmpty()) {
            return Optional.empty();
        }
        DeployConfig.Health health = config.health().get();
        try {
            URI url = HealthAddress.of(health, model, served.infrastructure(), address);
            long from = System.nanoTime();
            String said = "";
            for (Probe probe : HealthCheck.probes(health, url)) {
                ProbeResult result = probe.ask();
                said = result.why();
                if (!(result instanceof ProbeResult.Ready)) {
                    return Optional.of(new StatusReport.Answer(url.toString(), false, said, since(from)));
                }
            }
            return Optional.of(new StatusReport.Answer(url.toString(), true, said, since(from)));
        } catch (DeployFailure e) {
            return Optional.of(new StatusReport.Answer("", false, e.what(), Duration.ZERO));
        }
    }

    private static Duration since(long from) {
        return Duration.ofNanos(System.nanoTime() - from);
    }
}
