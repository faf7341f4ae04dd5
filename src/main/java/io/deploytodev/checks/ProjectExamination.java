package io.deploytodev.checks;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the deploy's own rules say of a project, and what is known of it for further checks.
 *
 * @param findings what a deploy would refuse, or warn of
 * @param looked the ids of the rules that could be asked
 * @param facts empty when the compose files cannot be read
 */
public record ProjectExamination(List<Finding> findings, Set<String> looked, Optional<ProjectFacts> facts) {

    public ProjectExamination {
        findings = List.copyOf(findings);
        looked = Set.copyOf(looked);
    }
}
