package io.deploytodev.init;

import io.deploytodev.init.Finding.Sureness;
import io.deploytodev.init.SketchedService.Port;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The service that users open first: it publishes a port, and is called like one that does; pure.
 *
 * @param others those that could be it as well
 */
public record GatewayGuess(SketchedService service, Port port, Sureness sureness, List<SketchedService> others) {

    /** What people look at beside the project: mail, tables, metrics. */
    private static final Pattern TOOL = Pattern.compile("maildev|mailhog|mailpit|adminer|pgadmin.*|phpmyadmin|grafana"
            + "|prometheus|portainer.*|dozzle|redis-commander|redisinsight|mongo-express|kibana|jaeger|all-in-one|flower"
            + "|cadvisor|.*exporter|kafka-ui|kafdrop|registry");

    private static final List<Pattern> NAMES = List.of(
            Pattern.compile(".*gateway.*|ingress|edge"),
            Pattern.compile("nginx|traefik|caddy|haproxy|proxy|reverse-proxy|web-?server"),
            Pattern.compile("api|.*-api|api-.*"),
            Pattern.compile("backend|.*-backend|server|.*-server"),
            Pattern.compile("app|web|.*-app|.*-web"),
            Pattern.compile("frontend|.*-frontend|ui|client|www"));

    /** The best of those that publish a port to others; empty when none does. */
    static Optional<GatewayGuess> among(List<SketchedService> backend) {
        List<SketchedService> open = backend.stream()
                .filter(service -> service.profiles().isEmpty())
                .filter(service -> service.ports().stream().anyMatch(Port::isOpen))
                .filter(service -> !isTool(service))
                .sorted(Comparator.comparingInt(GatewayGuess::rank))
                .toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        boolean isTied = open.size() > 1 && rank(open.get(0)) == rank(open.get(1));
        Sureness sureness = open.size() == 1 ? Sureness.SURE : isTied ? Sureness.UNSURE : Sureness.LIKELY;
        return Optional.of(of(open.get(0), open, sureness));
    }

    /** The same with another of them, which the user named. */
    GatewayGuess chosen(SketchedService other) {
        List<SketchedService> all = new ArrayList<>(others);
        all.add(service);
        return of(other, all, Sureness.SURE);
    }

    private static GatewayGuess of(SketchedService service, List<SketchedService> all, Sureness sureness) {
        Port port = service.ports().stream().filter(Port::isOpen).findFirst().orElseThrow();
        return new GatewayGuess(
                service,
                port,
                sureness,
                all.stream()
                        .filter(other -> !other.name().equals(service.name()))
                        .toList());
    }

    static boolean isTool(SketchedService service) {
        return service.build().isEmpty()
                && service.image()
                        .map(GatewayGuess::lastPart)
                        .filter(name -> TOOL.matcher(name).matches())
                        .isPresent();
    }

    private static int rank(SketchedService service) {
        for (int i = 0; i < NAMES.size(); i++) {
            if (NAMES.get(i).matcher(service.name().replace('_', '-')).matches()) {
                return i;
            }
        }
        return NAMES.size();
    }

    private static String lastPart(String image) {
        return image.substring(image.lastIndexOf('/') + 1).replaceFirst("[:@].*", "");
    }
}
