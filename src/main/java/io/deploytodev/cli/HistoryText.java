package io.deploytodev.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deploytodev.schedule.RunHistory;
import io.deploytodev.schedule.RunRecord;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The runs of schedules as people and programs read them; pure. */
final class HistoryText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    /** A timer may be late, and an hour more or less is nobody's worry; who slept through is told. */
    private static final Duration LATE = Duration.ofMinutes(30);

    private static final String INDENT = "    ";

    private HistoryText() {}

    /** What happened each time, the newest first, in the time of the schedule's own zone. */
    static List<String> table(RunHistory history, List<RunRecord> shown, String where) {
        List<String> lines = new ArrayList<>();
        if (!history.remark().isEmpty()) {
            lines.add(history.remark());
            lines.add("");
        }
        if (shown.isEmpty()) {
            lines.add("No schedule has run for " + where + " yet.");
            return lines;
        }
        for (RunRecord run : shown) {
            lines.add(head(run));
            if (!run.isWell()) {
                run.why().lines().limit(2).forEach(line -> lines.add(INDENT + line));
            }
            run.notes().forEach(note -> lines.add(INDENT + note));
            late(run).ifPresent(text -> lines.add(INDENT + text));
            if (run.told().contains("not ")) {
                lines.add(INDENT + run.told());
            }
        }
        lines.add("");
        lines.add("deploy-to-dev schedule history --show " + shown.get(0).id() + " tells one in full, with its log.");
        return lines;
    }

    private static String head(RunRecord run) {
        return mark(run) + " " + when(run.started(), run.zone()) + "  " + run.schedule() + ": " + run.what() + " ("
                + ReleaseText.took(run.took().toMillis()) + ")";
    }

    /** One in full. */
    static List<String> whole(RunRecord run, Optional<String> log) {
        List<String> lines = new ArrayList<>(List.of(head(run)));
        field(lines, "why", run.why());
        field(lines, "next", run.next());
        field(lines, "run", run.id() + ", by " + run.machine());
        field(
                lines,
                "due",
                when(run.due(), run.zone()) + " (" + run.zone() + ")"
                        + late(run).map(text -> ". " + text).orElse(""));
        field(lines, "ref", run.ref());
        field(lines, "commit", run.commit() + (run.branch().isEmpty() ? "" : " of " + run.branch()));
        field(lines, "release", run.release());
        field(lines, "tries", Integer.toString(run.attempts()));
        field(lines, "notes", String.join("\n", run.notes()));
        List<String> steps = new ArrayList<>();
        run.stepMillis().forEach((step, millis) -> steps.add(step + " " + ReleaseText.took(millis)));
        field(lines, "steps", String.join(", ", steps));
        field(lines, "told", run.told());
        log.ifPresent(text -> {
            lines.add("");
            text.lines().forEach(lines::add);
        });
        return lines;
    }

    private static void field(List<String> lines, String name, String text) {
        if (text.isBlank()) {
            return;
        }
        String label = String.format(Locale.ROOT, "  %-8s", name);
        for (String line : text.lines().toList()) {
            lines.add(label + line);
            label = " ".repeat(label.length());
        }
    }

    static String mark(RunRecord run) {
        return switch (run.outcome()) {
            case "healthy" -> "✔";
            case "unchanged", "skipped" -> "–";
            default -> "✘";
        };
    }

    private static Optional<String> late(RunRecord run) {
        Duration late = Duration.between(Instant.parse(run.due()), Instant.parse(run.started()));
        return late.compareTo(LATE) < 0
                ? Optional.empty()
                : Optional.of("It began " + (late.toHours() > 1 ? late.toHours() + " h" : late.toMinutes() + " min")
                        + " after it was due: this machine was off or at work before.");
    }

    private static String when(String instant, String zone) {
        return WHEN.format(Instant.parse(instant).atZone(zone(zone)));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC; // written by a machine with newer tables
        }
    }

    /** One object for each, on a line of its own. */
    static List<String> json(List<RunRecord> shown) {
        return shown.stream().map(RunRecord::toJson).toList();
    }

    /** One, with its log. */
    static String json(RunRecord run, Optional<String> log) {
        try {
            ObjectNode object = (ObjectNode) JSON.readTree(run.toJson());
            return JsonLine.of(object.put("log", log.orElse("")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written can be read", e);
        }
    }
}
