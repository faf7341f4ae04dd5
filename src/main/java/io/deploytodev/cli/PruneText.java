package io.deploytodev.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deploytodev.host.Amount;
import io.deploytodev.release.Cleaning;
import io.deploytodev.release.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a clean-up found or took away, in lines. */
final class PruneText {

    private static final int SCHEMA = 1;

    private PruneText() {}

    /** For people. */
    static List<String> table(Cleaning cleaning, boolean dryRun, String where) {
        if (cleaning.isEmpty()) {
            return List.of("There is nothing to remove of " + where + ".");
        }
        List<String> lines = new ArrayList<>();
        lines.add((dryRun ? "Would go from " : "Gone from ") + where + ":");
        for (Finding finding : cleaning.findings()) {
            String bytes = finding.bytes() == 0 ? "" : Amount.of(finding.bytes());
            lines.add(String.format(Locale.ROOT, "  %-9s%9s  %s", finding.kind().word(), bytes, finding.name()));
        }
        lines.add(
                dryRun
                        ? "In all " + Amount.of(cleaning.bytes()) + ": " + cleaning.counted()
                                + ". Nothing was removed; deploy-to-dev prune does it."
                        : "Freed " + Amount.of(cleaning.bytes()) + ": " + cleaning.counted() + ".");
        return lines;
    }

    /** For programs: an object for each, and at the end one for all. */
    static List<String> json(Cleaning cleaning, boolean dryRun) {
        List<String> lines = new ArrayList<>();
        cleaning.findings()
                .forEach(finding -> lines.add(JsonLine.of(object(finding.kind().word())
                        .put("name", finding.name())
                        .put("bytes", finding.bytes()))));
        lines.add(JsonLine.of(object("total")
                .put("name", "")
                .put("bytes", cleaning.bytes())
                .put("count", cleaning.findings().size())
                .put("dryRun", dryRun)));
        return lines;
    }

    private static ObjectNode object(String kind) {
        return JsonLine.object().put("schema", SCHEMA).put("kind", kind);
    }
}
