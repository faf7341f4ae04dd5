package io.deploytodev.console;

import io.deploytodev.event.DeployEvent.RunSucceeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What stays on the screen after a run that went well: what runs, where it can be visited, what to type next. */
final class Summary {

    private static final String INDENT = "  ";
    private static final String GAP = "   ";

    /** What a line of a log may have before it becomes hard to read. */
    private static final int LOG_COLUMNS = 100;

    /** A step that took a smaller part than this of the whole explains nothing. */
    private static final int WORTH_NAMING = 50;

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

    /**
     * What runs and where, labels in a column of their own, then what decided how long it took.
     *
     * @param columns to stay within where that is possible; 0 for any width
     */
    List<Line> facts(int columns) {
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
            lines.addAll(criticalPath(label("critical path", column), columns));
        }
        return lines;
    }

    /**
     * Each with what it is for: beside it where there is room, else above it.
     *
     * @param columns into which to break a long command, as a shell reads it; 0 for none: whoever searches a log wants it
     *     in one piece
     */
    List<Line> nextCommands(int columns) {
        int column = widest(run.nextCommands().keySet());
        int purposes = widest(run.nextCommands().values());
        boolean beside = INDENT.length() + column + GAP.length() + purposes <= (columns > 0 ? columns : LOG_COLUMNS);
        List<Line> lines = new ArrayList<>();
        run.nextCommands().forEach((command, purpose) -> {
            if (beside) {
                lines.add(Line.of(INDENT)
                        .and(Line.padded(command, column), Tone.STRONG)
                        .and(GAP + purpose, Tone.FAINT));
            } else {
                lines.add(Line.of(INDENT + "# " + purpose, Tone.FAINT));
                LongCommand.broken(command, columns > 0 ? columns - INDENT.length() : Integer.MAX_VALUE)
                        .forEach(part -> lines.add(Line.of(INDENT).and(part, Tone.STRONG)));
            }
        });
        return lines;
    }

    private static int widest(Collection<String> texts) {
        return texts.stream().mapToInt(Line::width).max().orElse(0);
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

    private List<Line> criticalPath(Line label, int columns) {
        List<Line> lines = new ArrayList<>();
        Line line = label;
        String separator = "";
        for (String step : run.criticalPath()) {
            Duration took = run.stepTimes().get(step);
            if (took != null && took.multipliedBy(WORTH_NAMING).compareTo(run.took()) < 0) {
                continue;
            }
            String next = separator + (took == null ? step : step + " " + Format.took(took));
            if (columns > 0 && line.width() + Line.width(next) > columns && !separator.isEmpty()) {
                lines.add(line);
                line = Line.of(" ".repeat(label.width()));
                next = next.strip();
            }
            line = line.and(next);
            separator = " " + glyphs.arrow() + " ";
        }
        lines.add(line);
        return lines;
    }
}
