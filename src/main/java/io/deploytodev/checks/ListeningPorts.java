package io.deploytodev.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether services listen where the compose files and the configuration look for them. */
public final class ListeningPorts implements Check<ProjectFacts> {

    @Override
    public String id() {
        return "listening-port";
    }

    @Override
    public String well() {
        return "services listen on the ports that are published";
    }

    @Override
    public List<Finding> look(ProjectFacts project) {
        List<Finding> findings = new ArrayList<>();
        for (ServiceView view : project.services()) {
            if (view.settings().hostNetwork()) {
                continue;
            }
            Listening listening = new Listening(view);
            Set<Integer> told = listening.told();
            Set<Integer> possible = listening.possible();
            view.settings().published().stream()
                    .distinct()
                    .filter(port -> !told.isEmpty() && !possible.contains(port))
                    .forEach(port -> findings.add(Finding.hurts(
                            id(),
                            view.name() + " publishes port " + port + " of its container, and seems to listen on "
                                    + Listening.words(told) + ".",
                            "EXPOSE and the start command speak of " + Listening.words(told) + ", and nothing of "
                                    + port + ". Whoever asks the published port gets no answer.",
                            "Publish the port that it listens on, in the compose files: ports: [\"…:"
                                    + told.iterator().next() + "\"]; or let it listen on " + port + ".")));
        }
        project.healthPort().ifPresent(port -> {
            boolean reachable = project.publishedPorts().contains(port)
                    || project.services().stream()
                            .anyMatch(view -> view.settings().hostNetwork());
            if (!reachable) {
                findings.add(Finding.hurts(
                        id(),
                        "No service publishes port " + port + ", which is asked for health.",
                        project.publishedPorts().isEmpty()
                                ? "The compose files publish no port under a number of their own."
                                : "Published are " + Listening.words(project.publishedPorts()) + ".",
                        "Correct health.port in deploy.yml, or the service's ports; if a proxy of the host's own listens"
                                + " there, all is well."));
            }
        });
        return findings;
    }
}
