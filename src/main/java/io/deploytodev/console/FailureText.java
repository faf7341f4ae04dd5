package io.deploytodev.console;

import java.util.ArrayList;
import java.util.List;

/** The last block of a run that did not end well: what, why, the evidence, and what to do next. */
public final class FailureText {

    private static final String WHY = "why      ";
    private static final String NEXT = "next     ";
    private static final String INDENT = " ".repeat(WHY.length());

    private FailureText() {}

    /**
     * As lines, cleaned of all that could steer a terminal.
     *
     * @param stopped whether the user ended the run, which is no failure
     */
    public static List<String> lines(
            boolean stopped, String what, String why, List<String> evidence, String next, boolean color) {
        Ansi ansi = Ansi.of(color);
        List<Line> lines = new ArrayList<>();
        Line head = stopped
                ? Line.of("STOPPED", Tone.WARNING).and("  ")
                : Line.of("FAILED", Tone.BAD).and("   ");
        lines.add(head.and(Clean.line(what), Tone.STRONG));
        lines.addAll(labelled(WHY, why));
        evidence.stream()
                .filter(line -> line.isBlank() || !why.contains(line.trim()))
                .forEach(line -> lines.add(Line.of(INDENT + "| ", Tone.FAINT).and(Clean.line(line))));
        lines.addAll(labelled(NEXT, next));
        return lines.stream().map(ansi::paint).toList();
    }

    private static List<Line> labelled(String label, String text) {
        List<Line> lines = new ArrayList<>();
        text.lines()
                .forEach(line -> lines.add(
                        Line.of(lines.isEmpty() ? label : INDENT, Tone.FAINT).and(Clean.line(line))));
        return lines;
    }
}
