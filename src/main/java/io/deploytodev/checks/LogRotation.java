package io.deploytodev.checks;

import java.util.List;
import java.util.Optional;

/** Whether containers' logs are kept from filling the disk. */
public final class LogRotation implements Check<ProjectFacts> {

    private static final String GROWS = "json-file";

    @Override
    public String id() {
        return "log-rotation";
    }

    @Override
    public String well() {
        return "logs are rotated";
    }

    @Override
    public List<Finding> look(ProjectFacts project) {
        Optional<HostState> host = project.host();
        String usual = host.map(each -> each.engine().logDriver()).orElse(GROWS);
        boolean limited = host.filter(each -> each.vitals().logLimited()).isPresent();
        List<String> growing = project.services().stream()
                .filter(view -> view.settings().logDriver().orElse(usual).equals(GROWS))
                // The engine's own options are for containers that name no driver, or the same.
                .filter(view -> !view.settings().logLimited() && !limited && !view.oneShot())
                .map(ServiceView::name)
                .toList();
        return growing.isEmpty()
                ? List.of()
                : List.of(Finding.advice(
                        id(),
                        "The " + (growing.size() == 1 ? "log" : "logs") + " of " + Sentences.list(growing)
                                + " grow until the disk is full.",
                        "The log driver is json-file, and nothing names a size at which it is rotated.",
                        "In the compose files, at each of them: logging: {driver: json-file, options: {max-size: 10m,"
                                + " max-file: \"3\"}}; or for all containers of the host, in /etc/docker/daemon.json:"
                                + " {\"log-driver\": \"local\"}"));
    }
}
