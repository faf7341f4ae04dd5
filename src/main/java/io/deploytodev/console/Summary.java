package io.deploytodev.console;

import io.deploytodev.event.DeployEvent.RunSucceeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What stays on the screen after a run that went well: what runs, where it can be visited, what to type next. */
final class Summary {

    private static final String INDENT = "  ";
    private static final String GAP = "   ";

    private final RunSucceeded run;
    private final Glyphs glyphs;

    Summary(RunSucceeded run, Glyphs glyphs) {
        this.run = run;
        this.glyphs = glyphs;
    }

    Line headline(String verb) {
        Line line = Line.of(glyphs.done() + " " + verb + " done", Tone.GOOD)
                .and(" in ")
                .and(Format.took(run.took()), Tone.STRONG);
        return run.summary().isEmpty() ? line : line.and(": " + run.summary());
    }

    /** What runs and where, labels in a column of their own, then what decided how long it took. */
    List<Line> facts() {
        List<String> labels = new ArrayList<>(run.urls().keySet());
        labels.add("release");
        labels.add("critical path");
        int column = labels.stream().mapToInt(Line::width).max().orElse(0);
        List<Line> lines = new ArrayList<>();
        run.urls().forEach((name, address) -> lines.add(label(name, column).and(address.toString(), Tone.LINK)));
        if (!run.release().isEmpty()) {
            lines.add(label("release", column).and(run.release()));
        }
        if (!run.criticalPath().isEmpty()) {
            lines.add(label("critical path", column).and(criticalPath()));
        }
        return lines;
    }

    List<Line> nextCommands() {
        int column =
                run.nextCommands().keySet().stream().mapToInt(Line::width).max().orElse(0);
        List<Line> lines = new ArrayList<>();
        run.nextCommands()
                .forEach((command, purpose) -> lines.add(Line.of(INDENT)
                        .and(Line.padded(command, column), Tone.STRONG)
                        .and(GAP + purpose, Tone.FAINT)));
        return lines;
    }

    /** The time of each step, for output in which nothing else shows them together. */
    List<Line> stepTimes() {
        int column =
                run.stepTimes().keySet().stream().mapToInt(Line::width).max().orElse(0);
        List<Line> lines = new ArrayList<>();
        run.stepTimes().forEach((step, took) -> {
            Line line = Line.of(INDENT + Line.padded(step, column) + GAP + Line.paddedLeft(Format.took(took), 6));
            lines.add(isCritical(step) ? line.and(" " + glyphs.critical(), Tone.WARNING) : line);
        });
        return lines;
    }

    boolean isCritical(String step) {
        return run.criticalPath().contains(step);
    }

    private Line label(String name, int column) {
        return Line.of(INDENT + Line.padded(name, column) + GAP, Tone.FAINT);
    }

    private String criticalPath() {
        return run.criticalPath().stream()
                .map(step -> {
                    Duration took = run.stepTimes().get(step);
                    return took == null ? step : step + " " + Format.took(took);
                })
                .collect(Collectors.joining(" " + glyphs.arrow() + " "));
    }
}
