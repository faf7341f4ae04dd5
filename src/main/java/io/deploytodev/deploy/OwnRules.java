package io.deploytodev.deploy;

import io.deploytodev.checks.Finding;
import io.deploytodev.checks.OwnRule;
import io.deploytodev.docker.EngineFailed;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.CommandFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Asks the deploy's own rules one after the other, and goes on where a deploy would stop. */
final class OwnRules {

    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> looked = new TreeSet<>();

    /** What a rule gives when it is content; empty when it refuses, or cannot be asked. */
    <R> Optional<R> ask(OwnRule rule, Supplier<R> question) {
        try {
            R answer = question.get();
            looked.add(rule.id());
            return Optional.of(answer);
        } catch (DeployFailure e) {
            refuse(rule, e);
        } catch (CommandFailed | EngineFailed e) {
            // Then nothing is known of it; the deploy would say why.
        }
        return Optional.empty();
    }

    /** The same for a rule that gives nothing. */
    boolean holds(OwnRule rule, Runnable question) {
        return ask(rule, () -> {
                    question.run();
                    return true;
                })
                .isPresent();
    }

    void refuse(OwnRule rule, DeployFailure failure) {
        add(Finding.stops(rule.id(), failure));
    }

    void add(Finding finding) {
        looked.add(finding.check());
        findings.add(finding);
    }

    void content(OwnRule rule) {
        looked.add(rule.id());
    }

    boolean refuses(OwnRule rule) {
        return findings.stream().anyMatch(finding -> finding.check().equals(rule.id()));
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    Set<String> looked() {
        return Set.copyOf(looked);
    }
}
