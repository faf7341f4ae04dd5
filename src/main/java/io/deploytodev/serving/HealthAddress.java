package io.deploytodev.serving;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.Health;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.PublishedPort;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a project can be reached on its dev host, as far as the model tells; pure. */
public final class HealthAddress {

    private HealthAddress() {}

    /**
     * The address to ask whether all is well.
     *
     * @param address of the dev host
     * @throws DeployFailure of kind CONFIG when the configuration leaves open which port it is
     */
    public static URI of(Health health, ComposeModel model, Collection<String> infrastructure, String address) {
        if (health.url().isPresent()) {
            return health.url().get();
        }
        if (health.port().isPresent()) {
            return url(address, health.port().getAsInt(), health.path());
        }
        List<PublishedPort> open = open(model, infrastructure);
        List<Integer> numbers =
                open.stream().map(PublishedPort::number).distinct().toList();
        if (numbers.size() == 1) {
            return url(address, numbers.get(0), health.path());
        }
        throw new DeployFailure(
                FailureKind.CONFIG,
                "It is not known at which port to ask for health.",
                numbers.isEmpty()
                        ? "No service of the backend publishes a port that other machines can reach."
                        : "Several are published: "
                                + open.stream()
                                        .map(port -> port.number() + " of " + port.service())
                                        .distinct()
                                        .collect(Collectors.joining(", "))
                                + ".",
                "Name it as health.port, or the whole address as health.url.");
    }

    /**
     * The port that an address leads to in the end: that of the same number, else the only one that is open, for a proxy
     * or a forwarded port may stand before it.
     */
    public static Optional<PublishedPort> behind(
            URI url, ComposeModel model, Collection<String> infrastructure, String address) {
        List<PublishedPort> open = open(model, infrastructure);
        return open.stream()
                .filter(port -> port.number() == url.getPort() && address.equals(url.getHost()))
                .findFirst()
                .or(() -> open.size() == 1 ? Optional.of(open.get(0)) : Optional.empty());
    }

    /** Name to address of all that people and programs may want to open, first the one that is asked for health. */
    public static Map<String, URI> all(
            DeployConfig config, ComposeModel model, Collection<String> infrastructure, String address) {
        Map<String, URI> urls = new LinkedHashMap<>();
        config.health().ifPresent(health -> urls.put("health", of(health, model, infrastructure, address)));
        urls.putAll(published(model, infrastructure, address));
        return urls;
    }

    public static Map<String, URI> published(ComposeModel model, Collection<String> infrastructure, String address) {
        Map<String, URI> urls = new LinkedHashMap<>();
        for (PublishedPort port : open(model, infrastructure)) {
            urls.putIfAbsent(port.service(), url(address, port.number(), ""));
        }
        return urls;
    }

    private static List<PublishedPort> open(ComposeModel model, Collection<String> infrastructure) {
        return model.publishedPorts().stream()
                .filter(port -> !infrastructure.contains(port.service()))
                .filter(PublishedPort::isOpenToOthers)
                .toList();
    }

    private static URI url(String address, int port, String path) {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return URI.create("http://" + host + ":" + port + path);
    }
}
