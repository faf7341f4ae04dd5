package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig.HttpCheck;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ComposeService;
import io.deploytodev.readiness.Connector;
import io.deploytodev.readiness.ContainerFacts;
import io.deploytodev.readiness.HttpProbe;
import io.deploytodev.readiness.Probe;
import io.deploytodev.readiness.ProbeInference;
import io.deploytodev.readiness.ProbeSpec;
import io.deploytodev.readiness.ServiceFacts;
import io.deploytodev.readiness.ServiceReadiness;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** How each service of a model is asked whether it is ready: as the configuration says, or as the model suggests. */
final class ServiceProbes {

    private static final int HTTP_OK = 200;

    private final Connection connection;
    private final String project;
    private final ComposeModel model;
    private final Map<String, HttpCheck> checks;

    ServiceProbes(Connection connection, String project, ComposeModel model, Map<String, HttpCheck> checks) {
        this.connection = connection;
        this.project = project;
        this.model = model;
        this.checks = Map.copyOf(checks);
    }

    List<ServiceReadiness> of(Collection<String> services, Duration deadline) {
        return services.stream().map(service -> of(service, deadline)).toList();
    }

    private ServiceReadiness of(String service, Duration deadline) {
        ContainerFacts container = container(service);
        if (model.isOneShot(service)) {
            return ServiceReadiness.oneShot(service, deadline, container);
        }
        return ServiceReadiness.lasting(service, List.of(probe(service, container)), deadline, container);
    }

    private Probe probe(String service, ContainerFacts container) {
        HttpCheck check = checks.get(service);
        if (check != null) {
            URI url = URI.create("http://" + service.replace('_', '-') + ":" + check.port() + check.path());
            return HttpProbe.through(Connector.toContainer(connection.host(), container, check.port()), url, HTTP_OK);
        }
        return ProbeInference.infer(facts(service))
                .probe(port -> Connector.toContainer(connection.host(), container, port), container);
    }

    /** What the service is asked by, for those who must know whether it logs in with credentials of its volume. */
    ProbeSpec spec(String service) {
        return ProbeInference.infer(facts(service));
    }

    private ServiceFacts facts(String name) {
        ComposeService service = model.service(name);
        return new ServiceFacts(
                name,
                service.image().orElse(""),
                service.environment(),
                service.command(),
                service.hasHealthcheck(),
                model.isOneShot(name),
                service.exposedPorts());
    }

    private ContainerFacts container(String service) {
        return () -> connection.engine().containers(project, service).stream().findFirst();
    }
}
