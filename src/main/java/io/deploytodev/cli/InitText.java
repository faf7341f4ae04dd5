package io.deploytodev.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deploytodev.init.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code init} found out and wrote, as people and programs read it; pure. */
final class InitText {

    private static final int SCHEMA = 1;

    private InitText() {}

    /** For people. */
    static List<String> lines(Path file, List<Finding> findings, List<String> open) {
        List<String> lines = new ArrayList<>(List.of("Wrote " + file + ":", ""));
        List<List<String>> rows = new ArrayList<>();
        findings.forEach(finding -> rows.add(List.of(
                "  " + finding.key(), finding.value(), finding.sureness().word(), finding.from())));
        lines.addAll(TextTable.lines(rows));
        if (!open.isEmpty()) {
            lines.add("");
            lines.add("For you to look after:");
            open.forEach(each -> {
                List<String> wrapped = Wrapped.lines(each, 76);
                lines.add("  - " + wrapped.get(0));
                wrapped.stream().skip(1).forEach(more -> lines.add("    " + more));
            });
        }
        lines.add("");
        lines.add("Next: deploy-to-dev plan, deploy-to-dev deploy");
        findings.stream()
                .filter(finding -> finding.key().startsWith("hosts."))
                .forEach(server ->
                        lines.add("(once, if ssh does not know the server's key yet: ssh " + server.value() + ")"));
        return lines;
    }

    /** For programs. */
    static String json(Path file, boolean written, List<Finding> findings, List<String> open) {
        ObjectNode object = JsonLine.object()
                .put("schema", SCHEMA)
                .put("file", file.toString())
                .put("written", written);
        ArrayNode found = object.putArray("findings");
        findings.forEach(finding -> found.addObject()
                .put("key", finding.key())
                .put("value", finding.value())
                .put("from", finding.from())
                .put("sureness", finding.sureness().word()));
        ArrayNode left = object.putArray("open");
        open.forEach(left::add);
        return JsonLine.of(object);
    }
}
