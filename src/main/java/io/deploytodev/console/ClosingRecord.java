package io.deploytodev.console;

import io.deploytodev.console.StepState.Phase;
import io.deploytodev.event.DeployEvent.RunFailed;
import io.deploytodev.event.DeployEvent.RunSucceeded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a live display leaves behind when the run is over: every step with what it did, the whole kept output of one that
 * failed, and the summary. However long it is: the terminal scrolls, and nothing is cut.
 */
final class ClosingRecord {

    private final RunState run;
    private final Glyphs glyphs;
    private final Instant now;

    ClosingRecord(RunState run, Glyphs glyphs, Instant now) {
        this.run = run;
        this.glyphs = glyphs;
        this.now = now;
    }

    List<Line> lines(int columns) {
        List<Line> lines = new ArrayList<>();
        if (run.start() != null) {
            lines.add(Header.title(run));
        }
        RunSucceeded success = run.success();
        Summary summary = success == null ? null : new Summary(success, glyphs);
        StepLine line = new StepLine(glyphs, run.steps(), columns);
        steps(lines, summary, line);
        run.notices().forEach(notice -> lines.add(Header.notice(notice)));
        evidence(lines, line);
        if (summary != null) {
            ending(lines, summary);
        }
        RunFailed failure = run.failure();
        if (failure != null) {
            lines.add(Line.EMPTY);
            Line outcome = failure.isStopped()
                    ? Line.of(glyphs.cancelled() + " " + run.verb() + " stopped", Tone.WARNING)
                    : Line.of(glyphs.failed() + " " + run.verb() + " failed", Tone.BAD);
            lines.add(outcome.and(" after ").and(Format.took(failure.took()), Tone.STRONG));
        }
        return lines;
    }

    private void steps(List<Line> lines, @Nullable Summary summary, StepLine line) {
        for (StepState step : run.steps()) {
            if (step.phase() == Phase.WAITING) {
                continue;
            }
            lines.add(
                    summary == null
                            ? line.line(step, now)
                            : line.markedLine(step, summary.isCritical(step.name()), now));
        }
        String waiting = run.steps().stream()
                .filter(step -> step.phase() == Phase.WAITING)
                .map(StepState::name)
                .collect(Collectors.joining(", "));
        if (!waiting.isEmpty()) {
            lines.add(Line.of(glyphs.waiting() + " not started: " + waiting, Tone.FAINT));
        }
    }

    /** Last, for the report of the failure is printed right below. */
    private void evidence(List<Line> lines, StepLine line) {
        for (StepState step : run.steps()) {
            if (step.phase() == Phase.FAILED && !step.output().isEmpty()) {
                lines.add(Line.EMPTY);
                lines.add(Line.of("Last output of ").and(step.name(), Tone.STRONG));
                step.output().forEach(output -> lines.add(line.tail(output, Tone.PLAIN)));
            }
        }
    }

    private void ending(List<Line> lines, Summary summary) {
        lines.add(Line.EMPTY);
        lines.add(summary.headline(run.verb()));
        lines.addAll(summary.facts());
        List<Line> next = summary.nextCommands();
        if (!next.isEmpty()) {
            lines.add(Line.EMPTY);
            lines.addAll(next);
        }
    }
}
