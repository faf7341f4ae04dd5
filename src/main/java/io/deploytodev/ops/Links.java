package io.deploytodev.ops;

import static io.deploytodev.ops.Link.HOST;
import static io.deploytodev.ops.Link.WORKSTATION;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.Health;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.PublishedPort;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.Command;
import io.deploytodev.host.SideBySide;
import io.deploytodev.ops.Link.Verdict;
import io.deploytodev.readiness.Connector;
import io.deploytodev.readiness.ContainerFacts;
import io.deploytodev.readiness.HttpProbe;
import io.deploytodev.readiness.Probe;
import io.deploytodev.readiness.ProbeSpec;
import io.deploytodev.readiness.ReachProbe;
import io.deploytodev.readiness.ServiceReadiness;
import io.deploytodev.readiness.Target;
import io.deploytodev.readiness.TcpProbe;
import io.deploytodev.secret.Secrets;
import io.deploytodev.serving.Checks;
import io.deploytodev.serving.Dependencies;
import io.deploytodev.serving.Dependency;
import io.deploytodev.serving.HealthAddress;
import io.deploytodev.serving.HealthCheck;
import io.deploytodev.serving.Served;
import io.deploytodev.serving.ServiceProbes;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Asks every link of a project now, all at once: from this machine as a user does, from the dev host, and from the
 * services that use databases. Used by one thread.
 */
public final class Links {

    /** What the health address leads to where no service publishes it: a proxy in front, say. */
    private static final String ADDRESS = "health address";

    /** Longer than what is run in the container waits itself. */
    private static final Duration PATIENCE_INSIDE = Duration.ofSeconds(5);

    private static final ComposeModel NO_SERVICES = ComposeModel.parse("{}");

    private final String address;
    private final SideBySide asking;

    /** @param address of the dev host, as this machine reaches it */
    public Links(String address, SideBySide asking) {
        this.address = address;
        this.asking = asking;
    }

    /**
     * Asks those of a project.
     *
     * @throws DeployFailure when the host does not say what there is to ask
     */
    public LinkReport ask(Served served) {
        long start = System.nanoTime();
        served.connection().host().run(Command.of(List.of("true")));
        List<Link> links = new ArrayList<>();
        links.add(new Link(WORKSTATION, HOST, "ssh", Verdict.GOOD, "answers", since(start)));
        Secrets secrets = served.secrets();
        List<LinkQuestion> questions = new ArrayList<>();
        Map<String, ContainerFacts> containers = new TreeMap<>();
        try {
            questions.addAll(outside(served));
        } catch (DeployFailure e) {
            links.add(new Link(WORKSTATION, ADDRESS, "", Verdict.UNKNOWN, e.what() + " " + e.next(), Duration.ZERO));
        }
        questions.addAll(inside(served, containers));
        questions.addAll(between(served, containers));
        questions.stream().map(question -> asking.ask(question::ask)).toList().forEach(asked -> asked.get()
                .forEach(link -> links.add(link.masked(secrets::mask))));
        return new LinkReport(
                served.project(), served.connection().host().name(), links, new BrokenLinks(links).inWords());
    }

    /**
     * What can be asked when the host itself cannot: whether a user is served all the same.
     *
     * @param why the host was not reached
     */
    public LinkReport withoutHost(DeployConfig config, String host, String why) {
        List<Link> links = new ArrayList<>();
        links.add(new Link(WORKSTATION, HOST, "ssh", Verdict.BROKEN, why, Duration.ZERO));
        config.health()
                .filter(health -> health.url().isPresent() || health.port().isPresent())
                .map(health -> HealthCheck.probes(health, HealthAddress.of(health, NO_SERVICES, List.of(), address)))
                .ifPresent(probes -> links.addAll(
                        LinkQuestion.of(WORKSTATION, ADDRESS, probes).ask()));
        return new LinkReport(config.project(), host, links, List.of());
    }

    /** As a user comes in, and the same once more from the host itself, where nothing is in between. */
    private List<LinkQuestion> outside(Served served) {
        ComposeModel model = served.model();
        Set<String> infrastructure = served.infrastructure();
        List<LinkQuestion> questions = new ArrayList<>();
        Set<Integer> asked = new HashSet<>();
        Optional<Health> health = served.config().health();
        if (health.isPresent()) {
            URI url = HealthAddress.of(health.get(), model, infrastructure, address);
            Optional<PublishedPort> port = HealthAddress.behind(url, model, infrastructure, address);
            String to = port.map(PublishedPort::service).orElse(ADDRESS);
            questions.add(LinkQuestion.of(WORKSTATION, to, HealthCheck.probes(health.get(), url)));
            port.ifPresent(each -> {
                asked.add(each.number());
                Probe probe = onHost(served, each, url, health.get());
                questions.add(new LinkQuestion(
                        HOST, to, List.of(new LinkQuestion.Asked(probe.question() + Link.PUBLISHED, probe))));
            });
        }
        model.publishedPorts().stream()
                .filter(port -> port.isOpenToOthers() && !infrastructure.contains(port.service()))
                .filter(port -> asked.add(port.number()))
                .map(port -> LinkQuestion.of(
                        WORKSTATION,
                        port.service(),
                        List.of(new TcpProbe(
                                Connector.direct(address, port.number(), ProbeSpec.PATIENCE),
                                port.number(),
                                ProbeSpec.PATIENCE))))
                .forEach(questions::add);
        return questions;
    }

    /** Without a proxy, a certificate or a firewall that the address outside may lead through. */
    private static Probe onHost(Served served, PublishedPort port, URI url, Health health) {
        String bound = port.address();
        String here = bound.isEmpty() || bound.equals("0.0.0.0") || bound.equals("::") ? "127.0.0.1" : bound;
        String path = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        return HttpProbe.through(
                () -> served.connection().host().connect(here, port.number()),
                URI.create("http://" + url.getAuthority() + path),
                Checks.expectation(health.answer()),
                health.timeout().orElse(ProbeSpec.PATIENCE));
    }

    /** Each container, as a deploy asks it. */
    private static List<LinkQuestion> inside(Served served, Map<String, ContainerFacts> containers) {
        ServiceProbes probes = served.probes();
        List<LinkQuestion> questions = new ArrayList<>();
        for (String service : served.model().services().keySet()) {
            for (ServiceReadiness each : probes.of(List.of(service), Duration.ZERO)) {
                containers.putIfAbsent(service, each.container());
                questions.add(LinkQuestion.of(HOST, each.service(), each.probes()));
            }
        }
        return questions;
    }

    /** Whether services reach their databases, and are let in there. */
    private static List<LinkQuestion> between(Served served, Map<String, ContainerFacts> containers) {
        ComposeModel model = served.model();
        Connection connection = served.connection();
        Map<String, Set<String>> servers = names(served, served.infrastructure());
        ServiceProbes probes = served.probes();
        List<LinkQuestion> questions = new ArrayList<>();
        for (String user : model.services().keySet()) {
            ContainerFacts from = containers.get(user);
            if (from == null || servers.containsKey(user) || model.isOneShot(user) || probes.mayEnd(user)) {
                continue;
            }
            Target source = Target.on(connection.host(), connection.engine(), user, from);
            for (Dependency each : Dependencies.of(model, user, servers, probes::spec)) {
                List<LinkQuestion.Asked> asked = new ArrayList<>();
                asked.add(LinkQuestion.Asked.of(
                        new ReachProbe(each.host(), each.port(), from, source.commands(), PATIENCE_INSIDE)));
                ContainerFacts server = containers.get(each.service());
                if (server != null) {
                    Target target = Target.on(connection.host(), connection.engine(), each.service(), server);
                    each.login()
                            .map(login -> login.probe(target, ProbeSpec.PATIENCE))
                            .map(probe -> new LinkQuestion.Asked(probe.question() + ", logged in as it does", probe))
                            .ifPresent(asked::add);
                }
                questions.add(new LinkQuestion(user, each.service(), asked));
            }
        }
        return questions;
    }

    /** Services are called by their own name, or by that of their container. */
    private static Map<String, Set<String>> names(Served served, Collection<String> services) {
        Map<String, Set<String>> names = new TreeMap<>();
        services.forEach(service -> names.put(service, new HashSet<>(Set.of(service))));
        served.containers().stream()
                .filter(state -> names.containsKey(state.service()))
                .forEach(state -> names.computeIfPresent(state.service(), (service, known) -> {
                    known.add(state.name());
                    return known;
                }));
        return names;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
