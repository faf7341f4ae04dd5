package io.deploytodev.checks;

import io.deploytodev.docker.Listener;
import io.deploytodev.docker.PortHolder;
import io.deploytodev.docker.PublishedPort;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the ports that services publish are theirs to take. Only looks at what was found out; asks nothing itself. */
public final class FreePorts {

    private final String host;
    private final String project;
    private final Set<String> services;
    private final List<PortHolder> holders;
    private final List<Listener> listeners;

    /**
     * @param services all that the model has
     * @param holders the containers that hold ports now
     * @param listeners what the host listened on, containers or not
     */
    public FreePorts(
            String host, String project, Set<String> services, List<PortHolder> holders, List<Listener> listeners) {
        this.host = host;
        this.project = project;
        this.services = Set.copyOf(services);
        this.holders = List.copyOf(holders);
        this.listeners = List.copyOf(listeners);
    }

    /** A failure for each of these ports that somebody else has; none when all are free, or the project's own. */
    public List<DeployFailure> taken(List<PublishedPort> wanted) {
        return wanted.stream().flatMap(port -> taken(port).stream()).toList();
    }

    private Optional<DeployFailure> taken(PublishedPort port) {
        List<PortHolder> there = holders.stream()
                .filter(holder -> holder.port() == port.number())
                .toList();
        if (there.stream().anyMatch(this::isOurs)) {
            return Optional.empty();
        }
        Optional<PortHolder> holder = there.stream()
                .filter(each -> meet(each.address(), port.address()))
                .findFirst();
        if (holder.isPresent()) {
            return Optional.of(failure(port, byContainer(holder.get()), instead(port, holder.get())));
        }
        boolean byProcess = there.isEmpty()
                && listeners.stream()
                        .anyMatch(each -> each.port() == port.number() && each.isInTheWayOf(port.address()));
        return byProcess
                ? Optional.of(failure(
                        port,
                        "A program on the host itself listens there; it is in no container.",
                        "See which: sudo ss -ltnp 'sport = :" + port.number()
                                + "' on the host. Stop it, or publish another" + " port for " + port.service() + "."))
                : Optional.empty();
    }

    /** The running service, which will be replaced or left alone; one that the model has no more would stay. */
    private boolean isOurs(PortHolder holder) {
        return holder.project().equals(Optional.of(project))
                && holder.service().filter(services::contains).isPresent();
    }

    private String byContainer(PortHolder holder) {
        String what = "The container " + holder.container() + " has it";
        if (holder.project().isEmpty()) {
            return what + ", which belongs to no Compose project.";
        }
        return holder.project().get().equals(project)
                ? what + ", of the service " + holder.service().orElse("?")
                        + " of this project, which the compose files no longer have."
                : what + ", of the Compose project " + holder.project().get() + ".";
    }

    private String instead(PublishedPort port, PortHolder holder) {
        return "On the host: docker stop " + holder.container() + " (if nobody needs it), or publish another port for "
                + port.service() + ".";
    }

    private DeployFailure failure(PublishedPort port, String why, String next) {
        return new DeployFailure(
                FailureKind.HOST,
                "Port " + port.number() + " of " + host + ", which " + port.service() + " is to have, is taken.",
                why + " (Found before anything was replaced.)",
                next);
    }

    private static boolean meet(String a, String b) {
        return isAll(a) || isAll(b) || a.equals(b);
    }

    private static boolean isAll(String address) {
        return address.isEmpty() || address.equals("0.0.0.0") || address.equals("::");
    }
}
