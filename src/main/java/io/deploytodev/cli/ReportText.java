package io.deploytodev.cli;

import io.deploytodev.schedule.RunRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Durations and outcomes of runs, drawn with characters; pure. */
final class ReportText {

    /** A step that is never longer than this decides nothing. */
    private static final long WORTH_A_LINE = 500;

    private static final String BARS = "▁▂▃▄▅▆▇█";

    /** Where a run did not come so far. */
    private static final String NONE = "·";

    private ReportText() {}

    /**
     * A drawing for each schedule.
     *
     * @param runs the newest first
     * @param span of what time they are: {@code the last 4 weeks}
     */
    static List<String> draw(List<RunRecord> runs, String where, String span) {
        if (runs.isEmpty()) {
            return List.of("No schedule has run for " + where + " in " + span + ".");
        }
        List<String> lines = new ArrayList<>();
        Map<String, List<RunRecord>> bySchedule = runs.stream()
                .collect(Collectors.groupingBy(RunRecord::schedule, LinkedHashMap::new, Collectors.toList()));
        bySchedule.forEach((schedule, its) -> {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(one(schedule, its, where, span));
        });
        return lines;
    }

    private static List<String> one(String schedule, List<RunRecord> newestFirst, String where, String span) {
        List<RunRecord> runs = new ArrayList<>(newestFirst);
        runs.sort(Comparator.comparing(RunRecord::id));
        long well = runs.stream().filter(RunRecord::isWell).count();
        long unchanged =
                runs.stream().filter(run -> run.outcome().equals("unchanged")).count();
        List<String> lines = new ArrayList<>();
        lines.add(schedule + " for " + where + ", " + span + ": " + count(runs.size(), "run") + ", " + well + " well"
                + (unchanged == 0 ? "" : " (" + unchanged + " had nothing to do)")
                + (well == runs.size() ? "" : ", " + (runs.size() - well) + " not") + ".");
        lines.add("");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "OLDEST TO NEWEST", "LAST", "USUAL", "LONGEST"));
        rows.add(List.of("outcome", runs.stream().map(HistoryText::mark).collect(Collectors.joining()), "", "", ""));
        List<Long> all = runs.stream().map(run -> run.took().toMillis()).toList();
        rows.add(row("all", all));
        for (String step : steps(runs)) {
            List<Long> millis = runs.stream()
                    .map(run -> run.stepMillis().getOrDefault(step, -1L))
                    .toList();
            if (longest(millis) >= WORTH_A_LINE) {
                rows.add(row(step, millis));
            }
        }
        lines.addAll(TextTable.lines(rows));
        Map<String, Long> failures = failures(runs);
        if (!failures.isEmpty()) {
            lines.add("");
            failures.forEach((what, times) -> lines.add((times == 1 ? "once" : times + " times") + "  " + what));
        }
        return lines;
    }

    private static Set<String> steps(List<RunRecord> runs) {
        Set<String> steps = new LinkedHashSet<>();
        runs.forEach(run -> steps.addAll(run.stepMillis().keySet()));
        return steps;
    }

    /** The most frequent first. */
    private static Map<String, Long> failures(List<RunRecord> runs) {
        Map<String, Long> counts = runs.stream()
                .filter(run -> !run.isWell())
                .collect(Collectors.groupingBy(RunRecord::what, LinkedHashMap::new, Collectors.counting()));
        Map<String, Long> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /** @param millis the oldest first; less than 0 where there was nothing to measure */
    private static List<String> row(String name, List<Long> millis) {
        List<Long> known = millis.stream().filter(each -> each >= 0).sorted().toList();
        long last = known.isEmpty()
                ? -1
                : millis.stream().filter(each -> each >= 0).reduce((a, b) -> b).orElse(-1L);
        return List.of(
                name,
                bars(millis),
                took(last),
                took(known.isEmpty() ? -1 : known.get(known.size() / 2)),
                took(longest(millis)));
    }

    static String bars(List<Long> millis) {
        long most = Math.max(1, longest(millis));
        StringBuilder bars = new StringBuilder();
        for (long each : millis) {
            if (each < 0) {
                bars.append(NONE);
            } else {
                bars.append(BARS.charAt((int) Math.min(BARS.length() - 1, each * BARS.length() / most)));
            }
        }
        return bars.toString();
    }

    private static long longest(List<Long> millis) {
        return millis.stream().mapToLong(Long::longValue).max().orElse(-1);
    }

    private static String took(long millis) {
        return millis < 0 ? "-" : ReleaseText.took(millis);
    }

    private static String count(int count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }
}
