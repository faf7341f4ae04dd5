package io.deploytodev.cli;

import io.deploytodev.release.AuditEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The audit as people and programs read it; pure. */
final class AuditText {

    private static final List<String> HEAD =
            List.of("WHEN (UTC)", "WHO", "VERB", "NUMBER", "OUTCOME", "TOOK", "RELEASE", "WHAT");

    private AuditText() {}

    /** A line for each. */
    static List<String> table(List<AuditEntry> entries, String where) {
        if (entries.isEmpty()) {
            return List.of("Nobody has changed " + where + " yet.");
        }
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        for (AuditEntry entry : entries) {
            rows.add(List.of(
                    entry.at().replace('T', ' ').replace("Z", ""),
                    entry.who(),
                    entry.verb(),
                    entry.number() == 0 ? "-" : Long.toString(entry.number()),
                    ReleaseText.words(entry.outcome()),
                    ReleaseText.took(entry.tookMillis()),
                    entry.release().isEmpty() ? "-" : entry.release(),
                    entry.what()));
        }
        return TextTable.lines(rows);
    }

    /** One object for each, on a line of its own. */
    static List<String> json(List<AuditEntry> entries) {
        return entries.stream().map(AuditText::json).toList();
    }

    private static String json(AuditEntry entry) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("schema", AuditEntry.SCHEMA);
        object.put("at", entry.at());
        object.put("who", entry.who());
        object.put("verb", entry.verb());
        object.put("number", entry.number());
        object.put("release", entry.release());
        object.put("outcome", entry.outcome());
        object.put("tookMs", entry.tookMillis());
        object.put("what", entry.what());
        return JsonLine.of(object);
    }
}
