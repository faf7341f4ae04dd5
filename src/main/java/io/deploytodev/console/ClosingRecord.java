package io.deploytodev.console;

import io.deploytodev.console.StepState.Phase;
import io.deploytodev.event.DeployEvent.Planned;
import io.deploytodev.event.DeployEvent.RunFailed;
import io.deploytodev.event.DeployEvent.RunSucceeded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a live display leaves behind when the run is over: every step with what it did, and the summary. Why
 * one failed is left to the report that is printed right below. However long it is: the terminal scrolls, and nothing is cut.
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
        Planned plan = run.plan();
        if (plan != null) {
            lines.add(Line.EMPTY);
            lines.addAll(new PlanText(plan).lines());
        }
        if (summary != null) {
            ending(lines, summary, columns);
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

    private void ending(List<Line> lines, Summary summary, int columns) {
        lines.add(Line.EMPTY);
        lines.add(summary.headline(run.verb()));
        lines.addAll(summary.facts(columns));
        List<Line> next = summary.nextCommands(columns);
        if (!next.isEmpty()) {
            lines.add(Line.EMPTY);
            lines.addAll(next);
        }
    }
}
