package io.deploytodev.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deploytodev.checks.Diagnosis;
import io.deploytodev.checks.Finding;
import io.deploytodev.checks.Remedy;
import io.deploytodev.checks.Severity;
import io.deploytodev.failure.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a doctor found, in lines. */
final class DoctorText {

    private static final int SCHEMA = 1;
    private static final String INDENT = "        ";

    private DoctorText() {}

    /**
     * For people.
     *
     * @param where project and host
     * @param all whether to name what is well, too
     */
    static List<String> table(Diagnosis diagnosis, String where, boolean all) {
        List<String> lines = new ArrayList<>();
        lines.add(where + ": " + summary(diagnosis));
        for (Finding finding : diagnosis.findings()) {
            lines.add("");
            lines.add(String.format(Locale.ROOT, "%-8s%s", finding.severity().name(), finding.what()));
            add(lines, "why", finding.why());
            add(lines, "fix", finding.fix());
            lines.add(INDENT + "(" + finding.check() + (finding.remedy().isPresent() ? "; --fix does it)" : ")"));
        }
        lines.add("");
        if (all) {
            diagnosis
                    .healthy()
                    .forEach(each ->
                            lines.add(String.format(Locale.ROOT, "%-8s%s (%s)", "well", each.well(), each.check())));
        } else {
            int count = diagnosis.healthy().size();
            lines.add(count + (count == 1 ? " check is" : " checks are") + " well; --verbose names them.");
        }
        Map<String, List<String>> skipped = diagnosis.skipped().stream()
                .collect(Collectors.groupingBy(
                        Diagnosis.Skipped::why,
                        TreeMap::new,
                        Collectors.mapping(Diagnosis.Skipped::check, Collectors.toList())));
        skipped.forEach(
                (why, checks) -> lines.add("Not looked at, for " + why + ": " + String.join(", ", checks) + "."));
        return lines;
    }

    private static void add(List<String> lines, String label, String text) {
        List<String> parts = text.lines().toList();
        for (int i = 0; i < parts.size(); i++) {
            lines.add(INDENT + (i == 0 ? label + "  " : "     ") + parts.get(i));
        }
    }

    /** In half a line. */
    static String summary(Diagnosis diagnosis) {
        long stops = diagnosis.count(Severity.STOPS);
        long hurts = diagnosis.count(Severity.HURTS);
        long advice = diagnosis.count(Severity.ADVICE);
        if (stops + hurts + advice == 0) {
            return "nothing is wrong.";
        }
        return (stops == 0
                        ? "nothing stops a deploy"
                        : stops + (stops == 1 ? " thing stops" : " things stop") + " a deploy")
                + (hurts == 0 ? "" : ", " + hurts + " will hurt")
                + (advice == 0 ? "" : ", " + advice + " could be better") + ".";
    }

    /** What would be done, a line for each. */
    static List<String> remedies(List<Remedy> remedies) {
        return remedies.stream().map(remedy -> "  " + remedy.says()).toList();
    }

    /** For programs: an object for each finding, each check that found nothing or could not look, and one for all. */
    static List<String> json(Diagnosis diagnosis, List<Remedy> done) {
        List<String> lines = new ArrayList<>();
        done.forEach(remedy -> lines.add(JsonLine.of(object("fixed").put("what", remedy.says()))));
        diagnosis
                .findings()
                .forEach(finding -> lines.add(JsonLine.of(object("finding")
                        .put("check", finding.check())
                        .put("severity", finding.severity().id())
                        .put("what", finding.what())
                        .put("why", finding.why())
                        .put("fix", finding.fix())
                        .put("fixable", finding.remedy().isPresent())
                        .put("failure", finding.kind().map(FailureKind::id).orElse("")))));
        diagnosis
                .healthy()
                .forEach(each -> lines.add(
                        JsonLine.of(object("healthy").put("check", each.check()).put("what", each.well()))));
        diagnosis
                .skipped()
                .forEach(each -> lines.add(
                        JsonLine.of(object("skipped").put("check", each.check()).put("why", each.why()))));
        lines.add(JsonLine.of(object("total")
                .put("stops", diagnosis.count(Severity.STOPS))
                .put("hurts", diagnosis.count(Severity.HURTS))
                .put("advice", diagnosis.count(Severity.ADVICE))
                .put("healthy", diagnosis.healthy().size())
                .put("skipped", diagnosis.skipped().size())
                .put("fixed", done.size())
                .put("exitCode", exitCode(diagnosis))));
        return lines;
    }

    /** How a deploy would end now, as far as can be told before. */
    static int exitCode(Diagnosis diagnosis) {
        return diagnosis.ending().map(FailureKind::exitCode).orElse(0);
    }

    private static ObjectNode object(String kind) {
        return JsonLine.object().put("schema", SCHEMA).put("kind", kind);
    }
}
