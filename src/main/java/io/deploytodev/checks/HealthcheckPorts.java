package io.deploytodev.checks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether healthchecks ask the port that their service listens on. */
public final class HealthcheckPorts implements Check<ProjectFacts> {

    @Override
    public String id() {
        return "healthcheck-port";
    }

    @Override
    public String well() {
        return "healthchecks ask the right port";
    }

    @Override
    public List<Finding> look(ProjectFacts project) {
        List<Finding> findings = new ArrayList<>();
        for (ServiceView view : project.services()) {
            Listening listening = new Listening(view);
            Set<Integer> known = new LinkedHashSet<>(listening.told());
            known.addAll(view.service().exposedPorts());
            Set<Integer> possible = listening.possible();
            new CheckCommand(view.healthcheck())
                    .ports().stream()
                            .distinct()
                            .filter(port -> !known.isEmpty() && !known.contains(port) && !possible.contains(port))
                            .forEach(port -> findings.add(Finding.hurts(
                                    id(),
                                    "The healthcheck of " + view.name() + " asks port " + port
                                            + ", and the service seems to listen on " + Listening.words(known) + ".",
                                    "Neither the compose files nor the image nor the start command speak of " + port
                                            + ". A container that is never healthy is taken for broken.",
                                    "Correct the port in the healthcheck of " + view.name() + ".")));
        }
        return findings;
    }
}
