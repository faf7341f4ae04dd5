package io.deploytodev.ops;

import static io.deploytodev.ops.Link.HOST;
import static io.deploytodev.ops.Link.WORKSTATION;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says of the links that were asked which is the one that is really broken, and what to do about it; pure. */
final class BrokenLinks {

    private final List<Link> links;

    BrokenLinks(List<Link> links) {
        this.links = List.copyOf(links);
    }

    /** The innermost first: what lies further out is broken by it, as a rule. */
    List<String> inWords() {
        Set<String> servers =
                links.stream().filter(BrokenLinks::isBetween).map(Link::to).collect(Collectors.toSet());
        List<Link> inside = links.stream()
                .filter(link -> link.from().equals(HOST) && link.isBroken())
                .toList();
        Set<String> dead = inside.stream().map(Link::to).collect(Collectors.toSet());
        Map<String, String> words = new LinkedHashMap<>();
        inside.stream()
                .filter(link -> servers.contains(link.to()))
                .forEach(link -> words.putIfAbsent(name(link), service(link, false)));
        links.stream()
                .filter(link -> isBetween(link) && link.isBroken())
                .filter(link -> !dead.contains(link.to()))
                .forEach(link -> words.putIfAbsent(name(link), between(link)));
        boolean isExplained = !words.isEmpty();
        inside.forEach(link -> words.putIfAbsent(name(link), service(link, isExplained)));
        links.stream()
                .filter(link -> link.from().equals(WORKSTATION) && link.isBroken())
                .forEach(link -> words.putIfAbsent(name(link), outside(link, !inside.isEmpty() || isExplained)));
        return List.copyOf(words.values());
    }

    private static boolean isBetween(Link link) {
        return !link.from().equals(WORKSTATION) && !link.from().equals(HOST);
    }

    private static String service(Link link, boolean isExplained) {
        return name(link) + " is broken: " + link.said() + ". "
                + (isExplained
                        ? "What is named above may well be why."
                        : "Its log says more: deploy-to-dev logs " + link.to() + " ; then: deploy-to-dev restart "
                                + link.to());
    }

    private static String between(Link link) {
        String why = link.question().startsWith("connect ")
                ? link.to() + " works, but " + link.from()
                        + " does not reach it: do they share a network, and is that the"
                        + " name and the port it listens at?"
                : link.to() + " works, but not with what " + link.from() + " has in its environment: its user, its"
                        + " password or its database differ.";
        return name(link) + " is broken: " + link.said() + ". " + why;
    }

    private String outside(Link link, boolean isExplained) {
        Optional<Link> onHost = links.stream()
                .filter(other ->
                        other.leads(HOST, link.to()) && other.question().endsWith(Link.PUBLISHED))
                .findFirst();
        if (onHost.isPresent() && !onHost.get().isBroken()) {
            return name(link) + " is broken: " + link.said() + ". " + link.to()
                    + " answers on the dev host itself: a firewall, or a port that is bound to 127.0.0.1, is in between.";
        }
        return name(link) + " is broken: " + link.said() + ". "
                + (isExplained
                        ? "What is named above may well be why."
                        : "All that lies behind it works: its own log says why it answers so: deploy-to-dev logs "
                                + link.to());
    }

    private static String name(Link link) {
        return link.from() + " → " + link.to();
    }
}
