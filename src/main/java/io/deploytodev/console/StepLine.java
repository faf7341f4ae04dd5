package io.deploytodev.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How one step looks: its line, and the lines of its output under it. */
final class StepLine {

    private static final int TIME = 6;
    private static final int LONGEST_NAME = 28;
    private static final int BAR = 20;
    private static final int ROOM_FOR_BAR = 70;

    private final Glyphs glyphs;
    private final int name;
    private final int columns;

    /** Lines whose names align, for a terminal of so many columns. */
    StepLine(Glyphs glyphs, List<StepState> steps, int columns) {
        this.glyphs = glyphs;
        this.columns = columns;
        int longest =
                steps.stream().mapToInt(step -> Line.width(step.name())).max().orElse(0);
        this.name = Math.min(longest, Math.min(LONGEST_NAME, Math.max(8, columns / 3)));
    }

    Line line(StepState step, Instant now) {
        return head(step, now).and(text(step, now));
    }

    /** As {@link #line}, with the sign of the steps that decided how long the run took. */
    Line markedLine(StepState step, boolean critical, Instant now) {
        return head(step, now)
                .and(critical ? glyphs.critical() + " " : "  ", Tone.WARNING)
                .and(text(step, now));
    }

    Line tail(String output, Tone tone) {
        return Line.of("  " + glyphs.tail() + " ", Tone.FAINT).and(output, tone);
    }

    private Line head(StepState step, Instant now) {
        boolean alone = step.phase() == StepState.Phase.WAITING;
        String shown = alone ? step.name() : Line.padded(Line.fit(step.name(), name, glyphs.ellipsis()), name);
        return Line.of(glyph(step.phase()) + " ", tone(step.phase()))
                .and(shown, nameTone(step.phase()))
                .and("  " + Line.paddedLeft(step.time(now), TIME) + "  ", Tone.FAINT);
    }

    private Line text(StepState step, Instant now) {
        return switch (step.phase()) {
            case WAITING -> Line.EMPTY;
            case RUNNING -> running(step, now);
            case DONE -> Line.of(step.detail());
            case UNCHANGED -> Line.of(step.detail().isEmpty() ? "unchanged" : step.detail(), Tone.FAINT);
            case FAILED -> Line.of(step.detail().isEmpty() ? "failed" : step.detail(), Tone.BAD);
            case CANCELLED -> Line.of(step.detail().isEmpty() ? "cancelled" : step.detail(), Tone.WARNING);
        };
    }

    private Line running(StepState step, Instant now) {
        Progress progress = step.progress();
        Line status = Line.of(step.status());
        if (progress == null) {
            return status;
        }
        Line line = progress.isMeasured() ? bar(progress) : Line.EMPTY;
        List<String> facts = new ArrayList<>(List.of(progress.counts(), progress.rate(now), step.status()));
        facts.removeIf(String::isEmpty);
        return line.and(String.join("  ", facts));
    }

    private Line bar(Progress progress) {
        String percent = Line.paddedLeft(progress.percent() + "%", 4) + "  ";
        if (columns < ROOM_FOR_BAR) {
            return Line.of(percent);
        }
        int full = (int) Math.floor(progress.share() * BAR);
        return Line.of(glyphs.full().repeat(full), Tone.BUSY)
                .and(glyphs.empty().repeat(BAR - full), Tone.FAINT)
                .and(" " + percent);
    }

    private String glyph(StepState.Phase phase) {
        return switch (phase) {
            case WAITING -> glyphs.waiting();
            case RUNNING -> glyphs.running();
            case DONE, UNCHANGED -> glyphs.done();
            case FAILED -> glyphs.failed();
            case CANCELLED -> glyphs.cancelled();
        };
    }

    private static Tone tone(StepState.Phase phase) {
        return switch (phase) {
            case WAITING -> Tone.FAINT;
            case RUNNING -> Tone.BUSY;
            case DONE, UNCHANGED -> Tone.GOOD;
            case FAILED -> Tone.BAD;
            case CANCELLED -> Tone.WARNING;
        };
    }

    private static Tone nameTone(StepState.Phase phase) {
        return switch (phase) {
            case WAITING, CANCELLED -> Tone.FAINT;
            case RUNNING, FAILED -> Tone.STRONG;
            case DONE, UNCHANGED -> Tone.PLAIN;
        };
    }
}
