package io.deploytodev.checks;

import java.util.ArrayList;
import java.util.List;

/** Whether services come back when they end, or when the host was restarted; and one-shots do not. */
public final class RestartPolicies implements Check<ProjectFacts> {

    @Override
    public String id() {
        return "restart";
    }

    @Override
    public String well() {
        return "services come back after a restart of the host";
    }

    @Override
    public List<Finding> look(ProjectFacts project) {
        List<Finding> findings = new ArrayList<>();
        List<String> without = project.services().stream()
                .filter(view -> !view.oneShot())
                .filter(view -> view.settings().restart().isEmpty()
                        || view.settings().restart().startsWith("on-failure"))
                .map(ServiceView::name)
                .toList();
        if (!without.isEmpty()) {
            findings.add(Finding.advice(
                    id(),
                    Sentences.isAre(without, "not started again when the host is restarted."),
                    "The compose files give no restart policy that says so.",
                    "In the compose files, at each of them: restart: unless-stopped"));
        }
        List<String> endless = project.services().stream()
                .filter(ServiceView::oneShot)
                .filter(view -> List.of("always", "unless-stopped", "any")
                        .contains(view.settings().restart()))
                .map(ServiceView::name)
                .toList();
        if (!endless.isEmpty()) {
            findings.add(Finding.hurts(
                    id(),
                    Sentences.isAre(endless, "meant to end, and started again each time."),
                    "Others wait for the end of it (condition: service_completed_successfully), and its restart policy"
                            + " starts it anew for ever.",
                    "In the compose files, there: restart: \"no\" (or on-failure)"));
        }
        return findings;
    }
}
