package io.deploytodev.cli;

import io.deploytodev.ops.Link;
import io.deploytodev.ops.Link.Verdict;
import io.deploytodev.ops.LinkReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The links of a project as people and programs read them; pure. */
final class HealthText {

    private static final List<String> HEAD = List.of("", "FROM", "TO", "ASKED", "IN", "SAID");

    private final Paint paint;

    HealthText(boolean color) {
        this.paint = new Paint(color);
    }

    List<String> lines(LinkReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.as(Paint.STRONG, report.project() + " on " + report.host()));
        lines.add("");
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        report.links()
                .forEach(link -> rows.add(List.of(
                        mark(link.verdict()),
                        link.from(),
                        link.to(),
                        link.question(),
                        link.took().toMillis() + " ms",
                        link.said())));
        List<String> table = TextTable.lines(rows);
        lines.add(paint.as(Paint.FAINT, table.get(0)));
        for (int i = 0; i < report.links().size(); i++) {
            String line = table.get(i + 1);
            lines.add(paint.as(color(report.links().get(i).verdict()), line.substring(0, 1)) + line.substring(1));
        }
        lines.add("");
        lines.addAll(report.isGood() ? List.of("Every link that can be asked holds.") : report.broken());
        return lines;
    }

    static String json(LinkReport report) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("schema", 1);
        object.put("project", report.project());
        object.put("host", report.host());
        object.put("good", report.isGood());
        object.put("links", report.links().stream().map(HealthText::link).toList());
        object.put("broken", report.broken());
        return JsonLine.of(object);
    }

    private static Map<String, Object> link(Link link) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("from", link.from());
        object.put("to", link.to());
        object.put("question", link.question());
        object.put("verdict", link.verdict().name().toLowerCase(Locale.ROOT));
        object.put("said", link.said());
        object.put("tookMs", link.took().toMillis());
        return object;
    }

    private static String mark(Verdict verdict) {
        return switch (verdict) {
            case GOOD -> "✔";
            case BROKEN -> "✖";
            case UNKNOWN -> "?";
        };
    }

    private static int color(Verdict verdict) {
        return switch (verdict) {
            case GOOD -> Paint.GREEN;
            case BROKEN -> Paint.RED;
            case UNKNOWN -> Paint.YELLOW;
        };
    }
}
