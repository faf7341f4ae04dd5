package io.deploytodev.checks;

import java.util.List;

/** Whether services that publish a port let others in than themselves. */
public final class ListeningAddress implements Check<ProjectFacts> {

    @Override
    public String id() {
        return "listening-address";
    }

    @Override
    public String well() {
        return "services that publish ports let others in";
    }

    @Override
    public List<Finding> look(ProjectFacts project) {
        return project.services().stream()
                .filter(view -> !view.settings().hostNetwork()
                        && !view.settings().published().isEmpty())
                .filter(view -> !new Listening(view).onLoopbackAlone().isEmpty())
                .map(view -> Finding.hurts(
                        id(),
                        view.name() + " listens on the loopback of its own container alone.",
                        new Listening(view).onLoopbackAlone()
                                + " Its own healthcheck passes, and nobody else gets in, not even by the published port.",
                        "Let it listen on 0.0.0.0: in the Dockerfile's CMD, or command in the compose files."))
                .toList();
    }
}
