package io.deploytodev.cli;

import io.deploytodev.release.History;
import io.deploytodev.release.Release;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Releases as people and programs read them; pure. */
final class ReleaseText {

    private static final List<String> HEAD =
            List.of("", "ID", "WHEN (UTC)", "WHO", "COMMIT", "OUTCOME", "TOOK", "WHAT");

    private ReleaseText() {}

    /** A line for each; an arrow marks the one that runs. */
    static List<String> table(History history, String where) {
        if (history.releases().isEmpty()) {
            return List.of("There is no release of " + where + " yet.");
        }
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        for (Release release : history.releases()) {
            rows.add(List.of(
                    release.id().equals(history.current()) ? "→" : "",
                    release.id(),
                    when(release),
                    release.from(),
                    commit(release),
                    outcome(release),
                    took(release.run().tookMillis()),
                    what(release)));
        }
        return TextTable.lines(rows);
    }

    /** @param log what its containers said last, when it failed */
    static List<String> whole(History history, Release release, List<String> log) {
        List<String> lines = new ArrayList<>(whole(history, release));
        section(lines, "what its containers said last", log);
        return lines;
    }

    /** All that is known of one. */
    static List<String> whole(History history, Release release) {
        List<String> lines = new ArrayList<>();
        lines.add(release.id() + (release.id().equals(history.current()) ? "  (runs now)" : ""));
        lines.add(
                "when     " + when(release) + " UTC, took " + took(release.run().tookMillis()));
        lines.add("who      " + release.from());
        lines.add("commit   " + commit(release));
        lines.add("outcome  " + outcome(release));
        if (!release.run().failure().isEmpty()) {
            lines.add("why      " + release.run().failure());
        }
        section(lines, "changed", release.run().changes());
        List<String> images = new ArrayList<>();
        new TreeMap<>(release.images()).forEach((service, image) -> images.add(service + "  " + image));
        section(lines, "images", images);
        List<String> steps = new ArrayList<>();
        release.stepMillis().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(
                        step -> steps.add(String.format(Locale.ROOT, "%-16s%s", step.getKey(), took(step.getValue()))));
        section(lines, "steps, the longest first", steps);
        return lines;
    }

    private static void section(List<String> lines, String title, List<String> content) {
        if (!content.isEmpty()) {
            lines.add("");
            lines.add(title);
            content.forEach(line -> lines.add("  " + line));
        }
    }

    /** One object for each, on a line of its own. */
    static List<String> json(History history, List<Release> releases) {
        return releases.stream()
                .map(release -> json(history, release, List.of()))
                .toList();
    }

    /** @param log what its containers said last, when it failed */
    static String json(History history, Release release, List<String> log) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("schema", Release.SCHEMA);
        object.put("id", release.id());
        object.put("running", release.id().equals(history.current()));
        object.put("canReturnTo", release.isGood());
        object.put("startedAt", release.startedAt());
        object.put("from", release.from());
        object.put("verb", release.run().verb());
        object.put("target", release.run().target());
        object.put("commit", release.commit());
        object.put("branch", release.branch());
        object.put("dirty", release.dirty());
        object.put("outcome", release.outcome());
        object.put("failure", release.run().failure());
        object.put("tookMs", release.run().tookMillis());
        object.put("changes", release.run().changes());
        object.put("images", new TreeMap<>(release.images()));
        object.put("stepTimesMs", new TreeMap<>(release.stepMillis()));
        object.put("log", log);
        return JsonLine.of(object);
    }

    private static String when(Release release) {
        String at = release.startedAt();
        return at.matches("\\d{8}T\\d{6}Z")
                ? at.replaceFirst("(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z", "$1-$2-$3 $4:$5:$6")
                : at;
    }

    private static String commit(Release release) {
        if (release.commit().isEmpty()) {
            return "-";
        }
        return release.commit()
                + (release.dirty() ? " (dirty)" : "")
                + (release.branch().isEmpty() ? "" : " " + release.branch());
    }

    private static String outcome(Release release) {
        String words = words(release.outcome());
        boolean ended = release.outcome().equals(Release.HEALTHY)
                || release.isAdopted()
                || words.equals("rolled back")
                || Set.of("interrupted", "cut off", "under way").contains(words);
        return ended ? words : "failed: " + words;
    }

    /** {@code rolled back} of {@code rolledBack}. */
    static String words(String outcome) {
        return outcome.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private static String what(Release release) {
        if (release.run().isReturn()) {
            return "back to " + release.run().target();
        }
        if (!release.run().failure().isEmpty()) {
            return release.run().failure();
        }
        if (release.run().changes().isEmpty()) {
            return release.isAdopted() ? "started by hand" : "nothing";
        }
        return release.run().inShort();
    }

    static String took(long millis) {
        if (millis == 0) {
            return "-";
        }
        return millis < 60_000
                ? String.format(Locale.ROOT, "%.1fs", millis / 1000.0)
                : String.format(Locale.ROOT, "%dm %02ds", millis / 60_000, millis / 1000 % 60);
    }
}
