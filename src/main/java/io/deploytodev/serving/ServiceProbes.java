package io.deploytodev.serving;

import io.deploytodev.config.ReadinessRule;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ComposeService;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.readiness.ContainerFacts;
import io.deploytodev.readiness.Probe;
import io.deploytodev.readiness.ProbeInference;
import io.deploytodev.readiness.ProbeResult;
import io.deploytodev.readiness.ProbeSpec;
import io.deploytodev.readiness.ServiceFacts;
import io.deploytodev.readiness.ServiceReadiness;
import io.deploytodev.readiness.Target;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How each service of a model is asked whether it is ready: as the configuration says, or as the model suggests. */
public final class ServiceProbes {

    private final Connection connection;
    private final String project;
    private final ComposeModel model;
    private final List<ReadinessRule> rules;
    private final List<ContainerState> seen;

    public ServiceProbes(Connection connection, String project, ComposeModel model, List<ReadinessRule> rules) {
        this(connection, project, model, rules, List.of());
    }

    private ServiceProbes(
            Connection connection,
            String project,
            ComposeModel model,
            List<ReadinessRule> rules,
            List<ContainerState> seen) {
        this.connection = connection;
        this.project = project;
        this.model = model;
        this.rules = List.copyOf(rules);
        this.seen = List.copyOf(seen);
    }

    /** The same for whoever was told of containers just now: what is known of them is not asked again at once. */
    public ServiceProbes havingSeen(List<ContainerState> containers) {
        return new ServiceProbes(connection, project, model, rules, containers);
    }

    /** Every container of every service: one that does not answer is not made good by another that does. */
    public List<ServiceReadiness> of(Collection<String> services, Duration deadline) {
        return services.stream().flatMap(service -> of(service, deadline)).toList();
    }

    private Stream<ServiceReadiness> of(String service, Duration deadline) {
        int replicas = model.service(service).replicas();
        return IntStream.range(0, replicas).mapToObj(index -> {
            String name = replicas == 1 ? service : service + " (" + (index + 1) + " of " + replicas + ")";
            return of(name, service, new Replica(connection.engine(), project, service, index, seen), deadline);
        });
    }

    private ServiceReadiness of(String name, String service, ContainerFacts container, Duration byDefault) {
        Optional<ReadinessRule> rule = ReadinessRule.of(service, rules);
        Duration deadline = rule.flatMap(ReadinessRule::deadline).orElse(byDefault);
        ServiceReadiness readiness = model.isOneShot(service)
                ? ServiceReadiness.oneShot(name, deadline, container)
                : mayEnd(service)
                        ? ServiceReadiness.perhapsOneShot(name, deadline, container)
                        : ServiceReadiness.lasting(name, probes(service, container), deadline, container)
                                .stableFor(rule.map(ReadinessRule::stableFor).orElse(Duration.ZERO));
        return rule.filter(r -> r.restarts().isPresent())
                .map(r -> readiness.withRestartBudget(r.restarts().getAsInt()))
                .orElse(readiness);
    }

    /** Begins to load what it takes to ask these services, for whoever will ask soon. */
    public void prepare(Collection<String> services) {
        of(services, Duration.ZERO).stream()
                .flatMap(service -> service.probes().stream())
                .collect(Collectors.toMap(Probe::getClass, probe -> probe, (first, other) -> first))
                .values()
                .forEach(Probe::prepare);
    }

    /** Whether each container of a service answers right now, whatever its healthcheck has found out so far. */
    public boolean answers(String service) {
        return of(service, Duration.ZERO)
                .flatMap(replica -> replica.probes().stream())
                .allMatch(probe -> probe.ask() instanceof ProbeResult.Ready);
    }

    /** Whether a service that is no declared one-shot may end well all the same. */
    public boolean mayEnd(String service) {
        return model.mayEnd(service)
                && !hasChecks(service)
                && ProbeInference.infer(facts(service)) instanceof ProbeSpec.ContainerHealth;
    }

    /** Whether the configuration says how to ask it. */
    public boolean hasChecks(String service) {
        return !checks(service).isEmpty();
    }

    private List<ReadinessRule.Asked> checks(String service) {
        return ReadinessRule.of(service, rules).map(ReadinessRule::checks).orElse(List.of());
    }

    private List<Probe> probes(String service, ContainerFacts container) {
        Target target = Target.on(connection.host(), connection.engine(), service, container);
        List<ReadinessRule.Asked> checks = checks(service);
        if (checks.isEmpty()) {
            return List.of(ProbeInference.infer(facts(service)).probe(target, ProbeSpec.PATIENCE));
        }
        return checks.stream()
                .map(each -> Checks.spec(each.check(), facts(service))
                        .probe(target, each.timeout().orElse(ProbeSpec.PATIENCE)))
                .toList();
    }

    /** What the service is asked by, for those who must know whether it logs in with credentials of its volume. */
    public ProbeSpec spec(String service) {
        return ReadinessRule.of(service, rules).stream()
                .flatMap(rule -> rule.checks().stream())
                .map(each -> Checks.spec(each.check(), facts(service)))
                .filter(spec -> spec instanceof ProbeSpec.Postgres || spec instanceof ProbeSpec.Bolt)
                .findFirst()
                .orElseGet(() -> ProbeInference.infer(facts(service)));
    }

    private ServiceFacts facts(String name) {
        ComposeService service = model.service(name);
        return new ServiceFacts(
                name,
                service.image().orElse(""),
                service.environment(),
                service.entrypoint(),
                service.command(),
                service.hasHealthcheck(),
                model.isOneShot(name),
                service.exposedPorts());
    }
}
