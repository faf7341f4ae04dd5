package io.deploytodev.release;

import io.deploytodev.release.Finding.Kind;
import java.util.ArrayList;
import java.util.List;

/** What a clean-up found, or took away. */
public record Cleaning(List<Finding> findings) {

    public Cleaning {
        findings = List.copyOf(findings);
    }

    public boolean isEmpty() {
        return findings.isEmpty();
    }

    /** That go with it. */
    public long bytes() {
        return findings.stream().mapToLong(Finding::bytes).sum();
    }

    /** {@code 2 releases, 1 tree, 3 images}. */
    public String counted() {
        List<String> parts = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            long count = findings.stream().filter(found -> found.kind() == kind).count();
            if (count > 0) {
                parts.add(kind == Kind.CACHE ? "build cache" : count + " " + kind.word() + (count == 1 ? "" : "s"));
            }
        }
        return String.join(", ", parts);
    }
}
