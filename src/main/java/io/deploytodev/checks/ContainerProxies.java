package io.deploytodev.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether a proxy catches what a container asks of itself. */
public final class ContainerProxies implements Check<ProjectFacts> {

    private static final List<String> PROXIES = List.of("http_proxy", "https_proxy", "all_proxy");
    private static final String EXCEPTIONS = "no_proxy";

    @Override
    public String id() {
        return "proxies";
    }

    @Override
    public String well() {
        return "no proxy catches localhost";
    }

    @Override
    public List<Finding> look(ProjectFacts project) {
        List<Finding> findings = new ArrayList<>();
        List<String> caught = project.services().stream()
                .filter(view -> isCaught(view.environment()))
                .map(ServiceView::name)
                .toList();
        if (!caught.isEmpty()) {
            findings.add(
                    Finding.hurts(
                            id(),
                            "A proxy catches what " + Sentences.list(caught) + (caught.size() == 1 ? " asks" : " ask")
                                    + " of localhost.",
                            "HTTP_PROXY or the like is set there, and NO_PROXY does not name localhost and 127.0.0.1. Healthchecks"
                                    + " and calls to other services go to the proxy, which does not know them.",
                            "In the compose files, beside it: NO_PROXY: localhost,127.0.0.1,::1 and the names of the services"));
        }
        Optional<HostVitals.ClientProxy> client =
                project.host().flatMap(host -> host.vitals().clientProxy());
        if (client.isPresent() && !spares(client.get().exceptions())) {
            findings.add(Finding.hurts(
                    id(),
                    "A proxy catches what containers ask of localhost.",
                    "The account's ~/.docker/config.json on the host gives a proxy to every container that is made, and its"
                            + " noProxy does not name localhost and 127.0.0.1.",
                    "On the host, in ~/.docker/config.json: \"noProxy\": \"localhost,127.0.0.1,::1\" and the names of the"
                            + " services"));
        }
        return findings;
    }

    private static boolean isCaught(Map<String, String> environment) {
        Map<String, String> small = new TreeMap<>();
        environment.forEach((name, value) ->
                small.merge(name.toLowerCase(Locale.ROOT), value, (first, second) -> first.isEmpty() ? second : first));
        boolean any =
                PROXIES.stream().anyMatch(name -> !small.getOrDefault(name, "").isBlank());
        return any && !spares(small.getOrDefault(EXCEPTIONS, ""));
    }

    private static boolean spares(String exceptions) {
        List<String> names = List.of(exceptions.toLowerCase(Locale.ROOT).split("[,\\s]+", -1));
        return names.contains("*")
                || (names.contains("localhost")
                        && names.stream().anyMatch(name -> name.equals("127.0.0.1") || name.startsWith("127.")));
    }
}
