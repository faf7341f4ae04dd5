package io.deploytodev.checks;

import io.deploytodev.failure.FailureKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a doctor found.
 *
 * @param findings the worst first
 * @param healthy the checks that found nothing
 * @param skipped what could not be looked at
 */
public record Diagnosis(List<Finding> findings, List<Healthy> healthy, List<Skipped> skipped) {

    public Diagnosis {
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
        healthy = List.copyOf(healthy);
        skipped = List.copyOf(skipped);
    }

    /** A check that found nothing, and what is well by that. */
    public record Healthy(String check, String well) {}

    /** A check that could not look, and why. */
    public record Skipped(String check, String why) {}

    /** How a deploy would end, as far as can be told: with the first that stops it; empty when nothing would. */
    public Optional<FailureKind> ending() {
        return findings.stream().flatMap(finding -> finding.kind().stream()).findFirst();
    }

    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** Those that the doctor can do something about. */
    public List<Finding> healable() {
        return findings.stream().filter(finding -> finding.remedy().isPresent()).toList();
    }
}
