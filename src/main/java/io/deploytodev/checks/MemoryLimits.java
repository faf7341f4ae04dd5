package io.deploytodev.checks;

import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Whether one service alone could take all memory of the host. */
public final class MemoryLimits implements Check<ProjectFacts> {

    /** Less than this no engine gives. */
    private static final long LEAST = 6L * 1024 * 1024;

    @Override
    public String id() {
        return "limits";
    }

    @Override
    public String well() {
        return "memory limits keep services apart";
    }

    @Override
    public List<Finding> look(ProjectFacts project) {
        List<Finding> findings = new ArrayList<>();
        List<String> without = new ArrayList<>();
        OptionalLong total =
                project.host().map(host -> host.vitals().memoryTotal()).orElse(OptionalLong.empty());
        for (ServiceView view : project.services()) {
            OptionalLong limit = view.settings().memoryLimit();
            if (limit.isEmpty() && !view.oneShot()) {
                without.add(view.name());
            } else if (limit.orElse(LEAST) < LEAST) {
                findings.add(Finding.stops(
                        id(),
                        FailureKind.ROLLOUT,
                        view.name() + " may have " + Amount.of(limit.getAsLong())
                                + " of memory, which no engine gives.",
                        "The least is 6 MB; a number without a unit is bytes.",
                        "Correct mem_limit, or deploy.resources.limits.memory, of " + view.name() + ": 512m"));
            } else if (total.isPresent() && limit.orElse(0) > total.getAsLong()) {
                findings.add(Finding.advice(
                        id(),
                        "The memory limit of " + view.name() + " is more than the host has.",
                        Amount.of(limit.getAsLong()) + " of " + Amount.of(total.getAsLong()) + ": it limits nothing.",
                        "Lower mem_limit, or deploy.resources.limits.memory, of " + view.name() + "."));
            }
        }
        if (!without.isEmpty()) {
            findings.add(Finding.advice(
                    id(),
                    Sentences.list(without) + (without.size() == 1 ? " has" : " have") + " no memory limit.",
                    "One that leaks takes the memory of all others, and the kernel then ends whichever it likes.",
                    "In the compose files, at each of them, with a number of your own: mem_limit: 512m"));
        }
        return findings;
    }
}
