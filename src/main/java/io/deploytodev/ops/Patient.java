package io.deploytodev.ops;

import io.deploytodev.checks.Check;
import io.deploytodev.checks.Diagnosis;
import io.deploytodev.checks.Finding;
import io.deploytodev.checks.OwnRule;
import io.deploytodev.checks.ProjectExamination;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What is known so far of what is looked at: findings, what is well, and what could not be seen. */
final class Patient {

    private final List<Finding> findings = new ArrayList<>();
    private final List<Diagnosis.Healthy> healthy = new ArrayList<>();
    private final List<Diagnosis.Skipped> skipped = new ArrayList<>();

    void found(Finding finding) {
        findings.add(finding);
    }

    void isWell(OwnRule rule) {
        healthy.add(new Diagnosis.Healthy(rule.id(), rule.well()));
    }

    void notLooked(OwnRule rule, String why) {
        skipped.add(new Diagnosis.Skipped(rule.id(), why));
    }

    /** Asks each check. */
    <F> void look(List<Check<F>> checks, Optional<F> facts, String otherwise) {
        for (Check<F> check : checks) {
            if (facts.isEmpty()) {
                skipped.add(new Diagnosis.Skipped(check.id(), otherwise));
                continue;
            }
            List<Finding> found = check.look(facts.get());
            findings.addAll(found);
            if (found.isEmpty()) {
                healthy.add(new Diagnosis.Healthy(check.id(), check.well()));
            }
        }
    }

    /** Takes over what the deploy's own rules said. */
    void add(ProjectExamination examination, String otherwise) {
        findings.addAll(examination.findings());
        for (OwnRule rule : OwnRule.values()) {
            boolean found = examination.findings().stream()
                    .anyMatch(each -> each.check().equals(rule.id()));
            if (rule == OwnRule.CONNECTION || rule == OwnRule.DOCKER || found) {
                continue;
            }
            if (examination.looked().contains(rule.id())) {
                isWell(rule);
            } else {
                notLooked(rule, otherwise);
            }
        }
    }

    Diagnosis diagnosis(UnaryOperator<String> mask) {
        return new Diagnosis(
                findings.stream().map(finding -> finding.masked(mask)).toList(), healthy, skipped);
    }
}
